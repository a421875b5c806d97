// More contracts as text, in forms of Colombia and of English-speaking offices. All invented.
#pragma once

#include "tests/fields/contracts.h"

namespace tachado::fields {

inline std::vector<TestContract> contracts_abroad() {
  const auto none = std::nullopt;
  return {
      {"ColombianTable",
       R"(CONTRATO DE PRESTACIÓN DE SERVICIOS PROFESIONALES No. 214 DE 2019
CONTRATANTE: MUNICIPIO DE VILLAPINZÓN
NIT: 899.999.445-9
CONTRATISTA: GLORIA PATRICIA INVENTADA ROJAS
C.C. No. 52.123.456 de Bogotá
OBJETO: PRESTAR SERVICIOS PROFESIONALES COMO ABOGADA EN LA SECRETARÍA DE GOBIERNO
VALOR: DIECIOCHO MILLONES DE PESOS ($18.000.000) M/CTE
PLAZO: SEIS (6) MESES
FECHA: 21 DE ENERO DE 2019
)",
       {"contract", "214 DE 2019", none, 1800000000, none, none, "COP",
        "GLORIA PATRICIA INVENTADA ROJAS", "52123456", "MUNICIPIO DE VILLAPINZÓN", "2019-01-21"}},
      {"ColombianSentences",
       R"(CONTRATO DE SUMINISTRO No. 056-2014 CELEBRADO ENTRE EL HOSPITAL SAN RAFAEL FICTICIO E.S.E. Y DISTRIBUCIONES MÉDICAS DEL CARIBE LTDA.
Entre los suscritos a saber: PEDRO ANTONIO SUPUESTO LARA, mayor de edad, identificado con cédula de ciudadanía No. 79.456.123 expedida en Bogotá, en su calidad de Gerente
del HOSPITAL SAN RAFAEL FICTICIO E.S.E., NIT 800.123.456-4, quien para los efectos del presente contrato se denominará EL HOSPITAL, por una parte, y por la otra JAIME
FINGIDO TORO, identificado con cédula de ciudadanía No. 8.765.432, actuando en representación legal de DISTRIBUCIONES MÉDICAS DEL CARIBE LTDA., con NIT 802.004.561-1,
quien se denominará EL CONTRATISTA, hemos acordado celebrar el presente contrato.
CLÁUSULA SEGUNDA. VALOR: El valor del presente contrato es la suma de CIENTO VEINTE MILLONES QUINIENTOS MIL PESOS M/CTE ($120.500.000,00).
Para constancia se firma en Barranquilla, a los catorce (14) días del mes de marzo de 2014.
)",
       {"contract", "056-2014", none, 12050000000, none, none, "COP",
        "DISTRIBUCIONES MÉDICAS DEL CARIBE LTDA.", "802004561-1",
        "HOSPITAL SAN RAFAEL FICTICIO E.S.E.", "2014-03-14"}},
      {"ColombianUnion",
       R"(CONTRATO DE OBRA PÚBLICA No. 1245 DE 2016
Entre los suscritos, CARLOS FINGIDO MEJÍA, en su calidad de Gobernador del DEPARTAMENTO DE SANTANDER, que en adelante se llamará EL DEPARTAMENTO, y por la otra UNIÓN TEMPORAL VÍAS
DEL ORIENTE 2016, representada por JORGE SIMULADO PAZ, quien en lo sucesivo se denominará EL CONTRATISTA.
CLÁUSULA TERCERA: VALOR DEL CONTRATO.- Para todos los efectos el valor del contrato asciende a la suma de CUATRO MIL DOSCIENTOS MILLONES SEISCIENTOS MIL PESOS ($4.200.600.000) MONEDA CORRIENTE.
CLÁUSULA CUARTA: ANTICIPO. El departamento entregará un anticipo del 20%, equivalente a $840.120.000.
Dado en Bucaramanga, a los 9 días del mes de septiembre de 2016.
)",
       {"contract", "1245 DE 2016", none, 420060000000, none, none, "COP",
        "UNIÓN TEMPORAL VÍAS DEL ORIENTE 2016", none, "DEPARTAMENTO DE SANTANDER", "2016-09-09"}},
      {"ColombianAddition",
       R"(OTROSÍ No. 1 AL CONTRATO DE CONSULTORÍA No. 145 DE 2012
CONTRATISTA: ESTUDIOS Y PROYECTOS SIMULADOS S.A.S.
NIT: 900.345.678-6
Entre la ALCALDÍA MUNICIPAL DE CHIQUINQUIRÁ y el contratista se acuerda adicionar el valor del contrato en la suma de QUINCE MILLONES DE PESOS ($15.000.000).
Se firma a los 3 días del mes de octubre de 2012.
)",
       {"amendment", "145 DE 2012", none, 1500000000, none, none, "COP",
        "ESTUDIOS Y PROYECTOS SIMULADOS S.A.S.", "900345678-6",
        "ALCALDÍA MUNICIPAL DE CHIQUINQUIRÁ", "2012-10-03"}},
      {"ColombianOrder",
       R"(ORDEN DE PRESTACIÓN DE SERVICIOS No. OPS-077-2010
CONTRATANTE: PERSONERÍA MUNICIPAL DE ITAGÜÍ
CONTRATISTA: ÓSCAR IVÁN FINGIDO
CÉDULA: 98.765.432
VALOR TOTAL: $ 9'600.000
DURACIÓN: 4 meses
Itagüí, 2 de febrero de 2010
)",
       {"order", "OPS-077-2010", none, 960000000, none, none, "COP", "ÓSCAR IVÁN FINGIDO",
        "98765432", "PERSONERÍA MUNICIPAL DE ITAGÜÍ", "2010-02-02"}},
      {"AgreementForServices",
       R"(AGREEMENT FOR PROFESSIONAL SERVICES
Agreement No. PSA-2018-0417
THIS AGREEMENT is made and entered into on March 12, 2018, by and between the COUNTY OF FAIRMONT, a political subdivision of the State of Oregon (hereinafter "County"),
and BRIGHTWATER ENGINEERING GROUP, LLC (hereinafter "Consultant").
3. COMPENSATION. County agrees to pay Consultant a total amount not to exceed $348,750.00 for all services.
4. INSURANCE. Consultant shall maintain insurance of not less than $2,000,000 per occurrence.
)",
       {"contract", "PSA-2018-0417", none, 34875000, none, none, "USD",
        "BRIGHTWATER ENGINEERING GROUP, LLC", none, "COUNTY OF FAIRMONT", "2018-03-12"}},
      {"PurchaseOrderInEnglish",
       R"(CITY OF LAKEVIEW
PURCHASE ORDER
PO Number: 4500098765
Date: 06/15/2021
Vendor: Northfield Office Supply Inc.
Total: $12,480.35
)",
       {"order", "4500098765", none, 1248035, none, none, none, "Northfield Office Supply Inc.",
        none, "CITY OF LAKEVIEW", "2021-06-15"}},
      {"BritishPounds",
       R"(CONTRACT REFERENCE: NHS/ICT/2020/118
THIS CONTRACT is dated 7 September 2020
BETWEEN
(1) NORTHERN HEALTH TRUST (the "Authority"); and
(2) CLEARPATH SYSTEMS LTD (the "Supplier").
5. The Contract Price is £85,000.00 (eighty-five thousand pounds) excluding VAT.
)",
       {"contract", "NHS/ICT/2020/118", none, 8500000, none, none, "GBP", "CLEARPATH SYSTEMS LTD",
        none, "NORTHERN HEALTH TRUST", "2020-09-07"}},
      {"SpanishEuros",
       R"(CONTRATO ADMINISTRATIVO DE SERVICIOS Nº EXP. 2017/0034
CONTRATO DE SERVICIO DE LIMPIEZA
En Zaragoza, a 6 de junio de 2017
DE UNA PARTE, D. Luis Fingido Pérez, en representación del AYUNTAMIENTO DE VILLAFRANCA DEL EBRO.
Y DE OTRA, Dña. Marta Supuesta Gil, en nombre y representación de la empresa LIMPIEZAS DEL EBRO FICTICIAS, S.L.
SEGUNDA. El precio del contrato es de 45.980,00 € (37.999,00 € más 7.981,00 € de IVA).
)",
       {"contract", none, none, 4598000, none, none, "EUR", "LIMPIEZAS DEL EBRO FICTICIAS, S.L.",
        none, "AYUNTAMIENTO DE VILLAFRANCA DEL EBRO", "2017-06-06"}},
      {"GrantOfNoContract",
       R"(INFORME DE ACTIVIDADES
Durante el ejercicio se atendieron 1,250 personas y se entregaron apoyos por $350,000.00.
La población del municipio es de 12,345 habitantes, según el artículo 25 de la ley.
Teléfono 81 8123 4567. Escritura pública número 4,321 de fecha 3 de mayo de 2001.
)",
       {none, none, none, none, none, none, none, none, none, none, none}},
      {"ColombianMinimumValue",
       R"(COMUNICACIÓN DE ACEPTACIÓN DE OFERTA No. 033-2018
PROCESO DE MÍNIMA CUANTÍA No. MC-033-2018
Entidad: INSTITUTO DEPARTAMENTAL DE DEPORTES DEL HUILA
Contratista: PAPELERÍA EL PUNTO SUPUESTO S.A.S.
NIT: 900.111.222-3
Valor: OCHO MILLONES CUATROCIENTOS MIL PESOS ($8.400.000) INCLUIDO IVA
Plazo: 15 días calendario
Neiva, 14 de agosto de 2018
)",
       {"contract", "033-2018", "MC-033-2018", 840000000, none, none, "COP",
        "PAPELERÍA EL PUNTO SUPUESTO S.A.S.", "900111222-3",
        "INSTITUTO DEPARTAMENTAL DE DEPORTES DEL HUILA", "2018-08-14"}},
      {"ColombianConsortium",
       R"(CONTRATO DE INTERVENTORÍA No. 0789 DE 2011
Entre los suscritos a saber MARÍA FINGIDA OSORIO, mayor de edad, identificada con la C.C. No. 41.234.567 de Bogotá, en su calidad de Directora del INSTITUTO NACIONAL DE CAMINOS
VECINALES, quien en adelante se denominará EL INSTITUTO, y PEDRO SIMULADO ARIAS, identificado con C.C. No. 19.345.678, en representación del CONSORCIO INTERVÍAS 2011, conformado por INGENIERÍA ALFA FALSA
LTDA. y CONSULTORES BETA FALSOS S.A., con NIT 900.456.789-1, quien en adelante se denominará EL INTERVENTOR, hemos convenido celebrar el presente contrato.
CLÁUSULA TERCERA. VALOR. El valor del contrato es de SETECIENTOS CINCUENTA MILLONES DE PESOS ($750.000.000,00) MONEDA LEGAL COLOMBIANA, incluido el IVA.
Para constancia se firma en Bogotá D.C., a los 28 DIC 2011
)",
       {"contract", "0789 DE 2011", none, 75000000000, none, none, "COP",
        "CONSORCIO INTERVÍAS 2011", none, "INSTITUTO NACIONAL DE CAMINOS VECINALES", "2011-12-28"}},
      {"ColombianPersonShort",
       R"(MUNICIPIO DE PUERTO FICTICIO - CAUCA
ALCALDÍA MUNICIPAL
CONTRATO DE PRESTACIÓN DE SERVICIOS NÚMERO 012 DEL 2008
CONTRATISTA: WILSON SUPUESTO ANGULO C.C. 10.456.789 DE POPAYÁN
OBJETO: TRANSPORTE DE MATERIALES
VALOR: $4.500.000.oo
FECHA: ENERO 30 DE 2008
)",
       {"contract", "012 DEL 2008", none, 450000000, none, none, "COP", "WILSON SUPUESTO ANGULO",
        "10456789", "MUNICIPIO DE PUERTO FICTICIO - CAUCA", "2008-01-30"}},
      {"ServiceAgreementInEnglish",
       R"(SERVICE AGREEMENT
This Service Agreement ("Agreement") is entered into this 1st day of February, 2019 between the Riverbend School District, 100 Main Street ("District"), and Harmon & Lyle Consulting, Inc.,
an Ohio corporation ("Contractor").
Contract No.: RSD-19-0044
1. Fee. District shall pay Contractor a fixed fee of $64,200.00, payable in twelve monthly installments of $5,350.00.
2. Liquidated damages: $250.00 per day.
)",
       {"contract", "RSD-19-0044", none, 6420000, none, none, "USD",
        "Harmon & Lyle Consulting, Inc.", none, "Riverbend School District", "2019-02-01"}},
      {"AmendmentInEnglish",
       R"(AMENDMENT NO. 2 TO CONTRACT NO. C-2016-118
This Amendment is made as of June 30, 2017 by and between the Department of Public Works (the "Department") and Stonegate Paving LLC (the "Contractor").
The total contract amount is increased from $500,000.00 to $575,000.00.
)",
       {"amendment", "C-2016-118", none, none, none, none, none, "Stonegate Paving LLC", none,
        "Department of Public Works", "2017-06-30"}},
  };
}

}  // namespace tachado::fields
