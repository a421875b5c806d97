// Contracts as text, made up for tests in the forms that federal, state and municipal offices
// print, and what a reader would say of them. People in them are invented.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tachado::fields {

struct Expected {
  std::optional<std::string> kind;
  std::optional<std::string> contract;
  std::optional<std::string> tender;
  std::optional<std::int64_t> amount;  // hundredths
  std::optional<std::int64_t> minimum;
  std::optional<std::int64_t> maximum;
  std::optional<std::string> currency;
  std::optional<std::string> supplier;
  std::optional<std::string> supplier_tax_id;
  std::optional<std::string> buyer;
  std::optional<std::string> signed_on;
};

struct TestContract {
  std::string name;
  std::string text;
  Expected expected;
};

inline std::vector<TestContract> test_contracts() {
  return {
      {"Municipal",
       R"(GOBIERNO MUNICIPAL
SAN PEDRO GARZA GARCÍA
SECRETARÍA DE ADMINISTRACIÓN
DIRECCIÓN DE ADQUISICIONES

CONTRATO No. DCA/SSPM/161/2022

CONTRATO DE PRESTACIÓN DE SERVICIOS QUE CELEBRAN POR UNA PARTE EL MUNICIPIO DE SAN PEDRO
GARZA GARCÍA, NUEVO LEÓN, REPRESENTADO EN ESTE ACTO POR EL C. LIC. JUAN PÉREZ EJEMPLO,
SECRETARIO DE ADMINISTRACIÓN, A QUIEN EN LO SUCESIVO SE LE DENOMINARÁ “EL MUNICIPIO”, Y POR
LA OTRA PARTE LA PERSONA MORAL DENOMINADA INT INTELLIGENCE AND TELECOM TECHNOLOGIES MÉXICO,
S.A. DE C.V., REPRESENTADA POR EL C. PEDRO INVENTADO GÓMEZ, A QUIEN EN LO SUCESIVO SE LE
DENOMINARÁ “EL PROVEEDOR”, AL TENOR DE LAS SIGUIENTES DECLARACIONES Y CLÁUSULAS:

DECLARACIONES

I. Declara “EL MUNICIPIO”:
I.1 Que es una entidad de derecho público con personalidad jurídica y patrimonio propio.
I.2 Que su Registro Federal de Contribuyentes es MSP821214AB7.
I.3 Que el presente contrato se adjudicó mediante la Licitación Pública Nacional Presencial número
SA-DCA-CL-14/2022, de conformidad con el artículo 25 fracción I de la Ley de Adquisiciones.

II. Declara “EL PROVEEDOR”:
II.1 Que es una sociedad constituida conforme a las leyes mexicanas, según consta en la escritura pública
número 12,345 de fecha 3 de marzo de 2010, otorgada ante la fe del Notario Público número 12.
II.2 Que su capital social es de $50,000.00 (CINCUENTA MIL PESOS 00/100 M.N.).
II.3 Que su Registro Federal de Contribuyentes es MAB9307148T4 y su CLABE es 032180000118359719.

CLÁUSULAS

PRIMERA.- OBJETO. “EL PROVEEDOR” se obliga a prestar a “EL MUNICIPIO” el servicio de arrendamiento de
equipo tecnológico de videovigilancia para la Secretaría de Seguridad Pública Municipal.

SEGUNDA.- MONTO. El monto total del presente contrato es por la cantidad de $61,310,877.00 (SESENTA Y UN
MILLONES TRESCIENTOS DIEZ MIL OCHOCIENTOS SETENTA Y SIETE PESOS 00/100 M.N.) con el Impuesto al Valor
Agregado incluido.

TERCERA.- VIGENCIA. La vigencia del presente contrato será del 16 de mayo de 2022 al 31 de diciembre de 2022.

CUARTA.- GARANTÍA DE CUMPLIMIENTO. “EL PROVEEDOR” otorgará fianza por el 10% del monto total, equivalente a la
cantidad de $6,131,087.70 (SEIS MILLONES CIENTO TREINTA Y UN MIL OCHENTA Y SIETE PESOS 70/100 M.N.).

QUINTA.- PENA CONVENCIONAL. Se aplicará una pena convencional de $10,000.00 (DIEZ MIL PESOS 00/100 M.N.) por cada día.

Leído que fue el presente contrato y enteradas las partes de su contenido y alcance legal, lo firman en San Pedro
Garza García, Nuevo León, a los 16 días del mes de mayo de 2022.

POR “EL MUNICIPIO”                      POR “EL PROVEEDOR”
LIC. JUAN PÉREZ EJEMPLO                 C. PEDRO INVENTADO GÓMEZ
SECRETARIO DE ADMINISTRACIÓN            INT INTELLIGENCE AND TELECOM TECHNOLOGIES MÉXICO, S.A. DE C.V.
)",
       {"contract", "DCA/SSPM/161/2022", "SA-DCA-CL-14/2022", 6131087700, std::nullopt,
        std::nullopt, "MXN", "INT INTELLIGENCE AND TELECOM TECHNOLOGIES MÉXICO, S.A. DE C.V.",
        "MAB9307148T4", "MUNICIPIO DE SAN PEDRO GARZA GARCÍA", "2022-05-16"}},
      {"Open",
       R"(SECRETARÍA DE SALUD
CONTRATO ABIERTO NÚMERO 2023-A-L-NAC-A-C-12-NEF-00001234
CONTRATO ABIERTO PARA LA ADQUISICIÓN DE MEDICAMENTOS, QUE CELEBRAN, POR UNA PARTE, EL EJECUTIVO FEDERAL POR CONDUCTO DE LA
SECRETARÍA DE SALUD, EN LO SUCESIVO “LA DEPENDENCIA”, REPRESENTADA POR LA DRA. ANA FICTICIA LÓPEZ, EN SU CARÁCTER DE
DIRECTORA GENERAL DE RECURSOS MATERIALES; Y, POR LA OTRA, FARMACÉUTICA DEL VALLE, S. DE R.L. DE C.V., EN LO SUCESIVO
“EL PROVEEDOR”, REPRESENTADA POR EL C. LUIS IMAGINARIO RUIZ, EN SU CARÁCTER DE APODERADO LEGAL, DE CONFORMIDAD CON LAS DECLARACIONES Y
CLÁUSULAS SIGUIENTES:
DECLARACIONES
I. “LA DEPENDENCIA” declara que:
I.1. La adjudicación se realizó mediante Licitación Pública Electrónica de carácter Nacional No. LA-12-NEF-012NEF001-N-1-2023.
I.2 RFC: SSA630502CU1
II. “EL PROVEEDOR” declara que:
II.1. Es una persona moral. Su RFC es FVA010203AB1
CLÁUSULAS
PRIMERA. OBJETO DEL CONTRATO.
“EL PROVEEDOR” acepta y se obliga a proporcionar a “LA DEPENDENCIA” la adquisición de medicamentos para el ejercicio 2023.
SEGUNDA. MONTO DEL CONTRATO
“LA DEPENDENCIA” pagará a “EL PROVEEDOR” como contraprestación un monto mínimo de $4,000,000.00 (cuatro millones de pesos
00/100 M.N.) más impuestos que asciende a $4,640,000.00 (cuatro millones seiscientos cuarenta mil pesos 00/100 M.N.) y un monto
máximo de $10,000,000.00 (diez millones de pesos 00/100 M.N.) más el Impuesto al Valor Agregado.
FECHA DE FIRMA: 02/03/2023
)",
       {"contract", "2023-A-L-NAC-A-C-12-NEF-00001234", "LA-12-NEF-012NEF001-N-1-2023",
        std::nullopt, 400000000, 1000000000, "MXN", "FARMACÉUTICA DEL VALLE, S. DE R.L. DE C.V.",
        "FVA010203AB1", "SECRETARÍA DE SALUD", "2023-03-02"}},
      {"Works",
       R"(SECRETARÍA DE INFRAESTRUCTURA
GOBIERNO DEL ESTADO DE BAJA CALIFORNIA
CONTRATO DE OBRA PÚBLICA A PRECIOS UNITARIOS Y TIEMPO DETERMINADO No. SIDURT-FED-21-OP-15
QUE CELEBRAN POR UNA PARTE EL GOBIERNO DEL ESTADO DE BAJA CALIFORNIA, A TRAVÉS DE LA SECRETARÍA DE
INFRAESTRUCTURA, DESARROLLO URBANO Y REORDENACIÓN TERRITORIAL, REPRESENTADA POR SU TITULAR LA C. KARLA FICTICIA, A QUIEN EN
LO SUCESIVO SE LE DENOMINARÁ “EL CONTRATANTE”, Y POR LA OTRA COEDRA, S.A. DE C.V., REPRESENTADA POR EL ING. MARIO INVENTADO, EN
SU CARÁCTER DE ADMINISTRADOR ÚNICO, A QUIEN SE LE DENOMINARÁ “EL CONTRATISTA”.
SEGUNDA.- MONTO DEL CONTRATO.- EL MONTO TOTAL DEL PRESENTE CONTRATO ES DE $3'806,999.99 (TRES MILLONES OCHOCIENTOS SEIS MIL
NOVECIENTOS NOVENTA Y NUEVE PESOS 99/100 M.N.) MÁS EL IMPUESTO AL VALOR AGREGADO POR LA CANTIDAD DE $609,120.01 (SEISCIENTOS NUEVE MIL CIENTO
VEINTE PESOS 01/100 M.N.), DANDO UN TOTAL DE $4'416,120.00 (CUATRO MILLONES CUATROCIENTOS DIECISÉIS MIL CIENTO VEINTE PESOS 00/100 M.N.)
TERCERA.- PLAZO DE EJECUCIÓN.- 75 DÍAS NATURALES, INICIANDO EL DÍA 1 DE JUNIO DE 2021 Y TERMINANDO EL DÍA 14 DE AGOSTO DE 2021.
CUARTA.- ANTICIPO.- SE OTORGARÁ UN ANTICIPO DEL 30% POR LA CANTIDAD DE $1,324,836.00 (UN MILLÓN TRESCIENTOS VEINTICUATRO MIL OCHOCIENTOS TREINTA Y SEIS PESOS 00/100 M.N.)
EL PRESENTE CONTRATO SE FIRMA EN LA CIUDAD DE MEXICALI, BAJA CALIFORNIA, EL DÍA VEINTIOCHO DE MAYO DE DOS MIL VEINTIUNO.
)",
       {"contract", "SIDURT-FED-21-OP-15", std::nullopt, 441612000, std::nullopt, std::nullopt,
        "MXN", "COEDRA, S.A. DE C.V.", std::nullopt, "GOBIERNO DEL ESTADO DE BAJA CALIFORNIA",
        "2021-05-28"}},
      {"State",
       R"(CONTRATO No. FGJ/DA/055/2020
Contrato de adquisición de licencias que celebran por una parte la Fiscalía General de Justicia del Estado de Nuevo León, en lo sucesivo
"LA FISCALÍA" y por la otra la empresa Geosoft Solutions, S.A. de C.V., en lo sucesivo "EL PROVEEDOR", al tenor de lo siguiente:
Declara "EL PROVEEDOR" que su R.F.C. es GSO120315KJ4
PRIMERA. Objeto.- El objeto del presente contrato es la adquisición de licencias de software de análisis de información para la Fiscalía.
SEGUNDA. Precio.- El precio total es de $3,582,723.97 (Tres millones quinientos ochenta y dos mil setecientos veintitrés pesos 97/100 moneda nacional) IVA incluido.
Subtotal $3,088,555.15
I.V.A. 16% $494,168.82
Total $3,582,723.97
Monterrey, Nuevo León, a 15 de octubre de 2020.
)",
       {"contract", "FGJ/DA/055/2020", std::nullopt, 358272397, std::nullopt, std::nullopt, "MXN",
        "Geosoft Solutions, S.A. de C.V.", "GSO120315KJ4",
        "Fiscalía General de Justicia del Estado de Nuevo León", "2020-10-15"}},
      {"Lease",
       R"(CONTRATO DE ARRENDAMIENTO SEDENA-ARR-033/2019
CONTRATO DE ARRENDAMIENTO DE INMUEBLE QUE CELEBRAN POR UNA PARTE LA C. MARÍA GUADALUPE INVENTADA TORRES, POR SU PROPIO DERECHO, A QUIEN EN LO SUCESIVO SE LE
DENOMINARÁ "LA ARRENDADORA" Y POR LA OTRA EL INSTITUTO MEXICANO DEL SEGURO SOCIAL, REPRESENTADO POR EL LIC. JOSÉ FALSO DÍAZ, A QUIEN EN LO SUCESIVO SE LE
DENOMINARÁ "EL ARRENDATARIO"
I.2 Que su Registro Federal de Contribuyentes es IMSS421231I45
"LA ARRENDADORA" declara: que su RFC es GODE561231GR8 y CURP HEGG560427MVZRRL04
CLÁUSULAS
PRIMERA.- OBJETO: "LA ARRENDADORA" da en arrendamiento el inmueble ubicado en Av. Reforma 100.
SEGUNDA.- RENTA: La renta mensual será de $25,000.00 (VEINTICINCO MIL PESOS 00/100 M.N.) más IVA, siendo el importe total del contrato de $300,000.00 (TRESCIENTOS MIL PESOS 00/100 M.N.).
Se firma en la Ciudad de México, el 2 de enero de 2019.
)",
       {"contract", "SEDENA-ARR-033/2019", std::nullopt, 30000000, std::nullopt, std::nullopt,
        "MXN", "MARÍA GUADALUPE INVENTADA TORRES", "GODE561231GR8",
        "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "2019-01-02"}},
      {"Amendment",
       R"(CONVENIO MODIFICATORIO No. CM-01/2022 AL CONTRATO No. DCA/SSPM/161/2022
QUE CELEBRAN POR UNA PARTE EL MUNICIPIO DE SAN PEDRO GARZA GARCÍA, A QUIEN SE LE DENOMINARÁ "EL MUNICIPIO" Y POR LA OTRA NOVITECH, S.A. DE C.V., A QUIEN SE LE DENOMINARÁ "EL PROVEEDOR".
PRIMERA.- Las partes convienen en ampliar el monto del contrato en la cantidad de $2,000,000.00 (DOS MILLONES DE PESOS 00/100 M.N.)
Se firma el 1 de diciembre de 2022.
)",
       {"amendment", "DCA/SSPM/161/2022", std::nullopt, 200000000, std::nullopt, std::nullopt,
        "MXN", "NOVITECH, S.A. DE C.V.", std::nullopt, "MUNICIPIO DE SAN PEDRO GARZA GARCÍA",
        "2022-12-01"}},
      {"Refusal",
       R"(SECRETARÍA DE SEGURIDAD PÚBLICA MUNICIPAL
Comité de Transparencia
Oficio No. SSPM/CT/106/2023
Asunto: Respuesta a solicitud de información
San Pedro Garza García, N.L., a 14 de abril de 2023
C. SOLICITANTE
P R E S E N T E.-
En atención a su solicitud con folio 191113823000106, relativa al contrato DCA/SSPM/161/2022, se le informa que no es posible proporcionar la
información solicitada, en virtud de que la misma se encuentra clasificada como reservada de conformidad con el artículo 138 fracción I de la Ley, mediante
acuerdo de reserva 004-AR/S.E.A.F./2018.
ATENTAMENTE
)",
       {"refusal", "DCA/SSPM/161/2022", std::nullopt, std::nullopt, std::nullopt, std::nullopt,
        std::nullopt, std::nullopt, std::nullopt, std::nullopt, "2023-04-14"}},
      {"Reservation",
       R"(ACUERDO DE RESERVA No. 004-AR/S.E.A.F./2018
En la ciudad de Monterrey, Nuevo León, a 3 de septiembre de 2018, el Secretario Ejecutivo emite el presente acuerdo de clasificación de información reservada:
CONSIDERANDO
PRIMERO.- Que de conformidad con los artículos 113 fracción V de la LGTAIP y 110 de la LFTAIP se reserva el contrato por un monto de $5,000,000.00.
)",
       {"reservation_agreement", std::nullopt, std::nullopt, std::nullopt, std::nullopt,
        std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt, "2018-09-03"}},
      {"English",
       R"(CONTRACT NO. W912DY-20-C-0123
This Contract is entered into as of this 5th day of May, 2020, by and between the City of Springfield (the "City") and Acme Surveillance Systems, Inc. (the "Contractor").
1. Scope. Contractor shall supply cameras.
2. Compensation. The total contract price shall not exceed $1,250,000.00 (One Million Two Hundred Fifty Thousand Dollars).
3. Performance bond. Contractor shall furnish a performance bond of $125,000.00.
)",
       {"contract", "W912DY-20-C-0123", std::nullopt, 125000000, std::nullopt, std::nullopt, "USD",
        "Acme Surveillance Systems, Inc.", std::nullopt, "City of Springfield", "2020-05-05"}},
      {"Redacted",
       R"(CONTRATO DE PRESTACIÓN DE SERVICIOS No. SSP/045/2021
QUE CELEBRAN POR UNA PARTE EL MUNICIPIO DE APODACA, NUEVO LEÓN, A QUIEN EN LO SUCESIVO SE LE DENOMINARÁ "EL MUNICIPIO" Y POR LA OTRA ████████████████, S.A. DE C.V.,
REPRESENTADA POR ███████████ A QUIEN EN LO SUCESIVO SE LE DENOMINARÁ "EL PROVEEDOR".
SEGUNDA.- MONTO. El monto total del contrato es de $███████████ (█████████████ PESOS 00/100 M.N.) IVA incluido.
TERCERA.- Se otorga un anticipo de $1,2██,000.00
RFC: ██████████AB1
Se firma el 5 de febrero de 2021.
)",
       {"contract", "SSP/045/2021", std::nullopt, std::nullopt, std::nullopt, std::nullopt,
        std::nullopt, std::nullopt, std::nullopt, "MUNICIPIO DE APODACA", "2021-02-05"}},
      {"Table",
       R"(CONTRATO DCA/SSPM/162/2022
PROVEEDOR: NOVITECH, S.A. DE C.V.
R.F.C.: NOV100101AB2
LICITACIÓN PÚBLICA: CSPC-LC-05-2022
OBJETO DEL CONTRATO: SUMINISTRO E INSTALACIÓN DE CÁMARAS DE VIDEOVIGILANCIA
PARTIDA DESCRIPCIÓN CANTIDAD UNIDAD PRECIO UNITARIO IMPORTE
1 Cámara tipo domo marca ABC modelo X1 100 PZA $150,000.00 $15,000,000.00
2 Poste metálico 100 PZA $72,322.24 $7,232,224.00
SUBTOTAL $22,232,310.13
IVA 16% $3,557,169.62
TOTAL $25,789,479.75
(VEINTICINCO MILLONES SETECIENTOS OCHENTA Y NUEVE MIL CUATROCIENTOS SETENTA Y NUEVE PESOS 75/100 M.N.)
FECHA DE CONTRATO: 16-may-2022
)",
       {"contract", "DCA/SSPM/162/2022", "CSPC-LC-05-2022", 2578947975, std::nullopt, std::nullopt,
        "MXN", "NOVITECH, S.A. DE C.V.", "NOV100101AB2", std::nullopt, "2022-05-16"}},
      {"Labels",
       R"(GOBIERNO DE LA CIUDAD DE MÉXICO
INSTITUTO DE VERIFICACIÓN ADMINISTRATIVA
CONTRATO ADMINISTRATIVO No.: INVEACDMX/DGAF/045/2021
DATOS DEL PROVEEDOR
NOMBRE O RAZÓN SOCIAL: COMERCIALIZADORA ÁGUILA REAL, S.A. DE C.V.
R.F.C.: CAR1503128K9
DOMICILIO: CALLE FALSA 123, COL. CENTRO
REPRESENTANTE LEGAL: C. JUANA FICTICIA PÉREZ
PROCEDIMIENTO: ADJUDICACIÓN DIRECTA No. AD-INVEA-012-2021
OBJETO: ADQUISICIÓN DE UNIFORMES PARA EL PERSONAL OPERATIVO
FECHA DE SUSCRIPCIÓN: 12 DE MARZO DE 2021
VIGENCIA: DEL 12 DE MARZO DE 2021 AL 31 DE DICIEMBRE DE 2021
SUBTOTAL: $1,250,000.00
I.V.A.: $200,000.00
TOTAL: $1,450,000.00
IMPORTE CON LETRA: UN MILLÓN CUATROCIENTOS CINCUENTA MIL PESOS 00/100 M.N.
)",
       {"contract", "INVEACDMX/DGAF/045/2021", "AD-INVEA-012-2021", 145000000, std::nullopt,
        std::nullopt, "MXN", "COMERCIALIZADORA ÁGUILA REAL, S.A. DE C.V.", "CAR1503128K9",
        "INSTITUTO DE VERIFICACIÓN ADMINISTRATIVA", "2021-03-12"}},
      {"Person",
       R"(UNIVERSIDAD AUTÓNOMA DE NUEVO LEÓN
CONTRATO DE PRESTACIÓN DE SERVICIOS PROFESIONALES POR HONORARIOS NÚM. UANL-SP-0098/2020 QUE CELEBRAN POR UNA PARTE LA UNIVERSIDAD AUTÓNOMA DE
NUEVO LEÓN, REPRESENTADA POR EL DR. RAMÓN INVENTADO, EN LO SUCESIVO "LA UNIVERSIDAD", Y POR LA OTRA EL C. EMMA GÓMEZ DÍAZ, EN
LO SUCESIVO "EL PRESTADOR", AL TENOR DE LAS SIGUIENTES:
DECLARACIONES
II.- DECLARA "EL PRESTADOR":
a) Ser de nacionalidad mexicana, con R.F.C. GODE561231GR8
CLÁUSULAS
TERCERA.- HONORARIOS. "LA UNIVERSIDAD" pagará a "EL PRESTADOR" la cantidad de $120,000.00 (CIENTO VEINTE MIL PESOS 00/100 M.N.) más I.V.A., en doce
pagos mensuales de $10,000.00 (DIEZ MIL PESOS 00/100 M.N.).
El presente contrato se firma por duplicado en Monterrey, N.L., a los diez días del mes de enero del año dos mil veinte.
)",
       {"contract", "UANL-SP-0098/2020", std::nullopt, 12000000, std::nullopt, std::nullopt, "MXN",
        "EMMA GÓMEZ DÍAZ", "GODE561231GR8", "UNIVERSIDAD AUTÓNOMA DE NUEVO LEÓN", "2020-01-10"}},
      {"Order",
       R"(INSTITUTO MEXICANO DEL SEGURO SOCIAL
PEDIDO No. D1P0123
FECHA: 23/08/2019
PROVEEDOR: DISTRIBUIDORA MÉDICA DEL NORTE, S. DE R.L. DE C.V.
RFC: DMN100203AB5
No. DE CONTRATO: S9M0456
LICITACIÓN PÚBLICA NACIONAL: LA-019GYR007-E45-2019
IMPORTE TOTAL: $ 845,320.50
(OCHOCIENTOS CUARENTA Y CINCO MIL TRESCIENTOS VEINTE PESOS 50/100 M.N.)
)",
       {"order", "S9M0456", "LA-019GYR007-E45-2019", 84532050, std::nullopt, std::nullopt, "MXN",
        "DISTRIBUIDORA MÉDICA DEL NORTE, S. DE R.L. DE C.V.", "DMN100203AB5",
        "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "2019-08-23"}},
      {"Consortium",
       R"(CONTRATO DE OBRA PÚBLICA NÚMERO SOP-LP-007/2018 QUE CELEBRAN, POR UNA PARTE, EL H. AYUNTAMIENTO DE ZAPOPAN, JALISCO, A QUIEN EN ADELANTE SE DENOMINARÁ "EL
AYUNTAMIENTO" Y POR LA OTRA EL CONSORCIO INTEGRADO POR CONSTRUCTORA DEL BAJÍO, S.A. DE C.V. Y OBRAS CIVILES DEL SUR, S.A. DE C.V., A QUIEN EN ADELANTE SE DENOMINARÁ "EL CONTRATISTA"
SEGUNDA. IMPORTE DEL CONTRATO: El importe total del presente contrato es de $ 15'236,447.12 (Quince millones doscientos treinta y seis mil cuatrocientos cuarenta y siete pesos 12/100 M.N.) incluyendo el I.V.A.
El contrato se suscribe en Zapopan, Jalisco, el día 20 (veinte) de abril de 2018 (dos mil dieciocho).
)",
       {"contract", "SOP-LP-007/2018", std::nullopt, 1523644712, std::nullopt, std::nullopt, "MXN",
        "CONSORCIO INTEGRADO POR CONSTRUCTORA DEL BAJÍO, S.A. DE C.V. Y OBRAS CIVILES DEL SUR, "
        "S.A. DE C.V.",
        std::nullopt, "AYUNTAMIENTO DE ZAPOPAN", "2018-04-20"}},
      {"Misread",
       R"(CONTRAT0 N0. DCA/SSPM/161/2022
CONTRATO DE PRESTACION DE SERVlCIOS QUE CELEBRAN POR UNA PARTE EL MUNlCIPIO DE SAN PEDRO
GARZA GARCIA, NUEVO LEON, A QUIEN EN LO SUCESIVO SE LE DENOMlNARA "EL MUNICIPIO" Y POR LA OTRA
PARTE INT INTELLIGENCE AND TELECOM TECHNOLOGIES MEXICO, S.A. DE C.V, A QUIEN EN LO SUCESIVO SE LE DENOMINARA
"EL PROVEEDOR"
Licitacion LA-O11000999-E1-2O20
SEGUNDA - MONTO. El monto total del presente contrato es por la cantidad de S61,310,877.00 (SESENTA Y UN
MlLLONES TRESClENTOS DIEZ MIL OCHOCIENTOS SETENTA Y SIETE PES0S 00/100 M.N.)
Firmado el dia 16 de mayo de 2O22.
)",
       {"contract", "DCA/SSPM/161/2022", "LA-011000999-E1-2020", 6131087700, std::nullopt,
        std::nullopt, "MXN", "INT INTELLIGENCE AND TELECOM TECHNOLOGIES MEXICO, S.A. DE C.V",
        std::nullopt, "MUNICIPIO DE SAN PEDRO GARZA GARCIA", "2022-05-16"}},
  };
}

}  // namespace tachado::fields
