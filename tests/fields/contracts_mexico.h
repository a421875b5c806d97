// More contracts as text, in forms of Mexican states, municipalities and federal bodies: orders,
// agreements that change a contract, letters, natural persons, other currencies. All invented.
#pragma once

#include "tests/fields/contracts.h"

namespace tachado::fields {

inline std::vector<TestContract> mexican_contracts() {
  const auto none = std::nullopt;
  return {
      {"StateOfJalisco",
       R"(Gobierno del Estado de Jalisco
Secretaría de Administración
CONTRATO CTO-412/22
DERIVADO DE LA LICITACIÓN PÚBLICA LOCAL LPL 087/2022 SIN CONCURRENCIA DEL COMITÉ
En la ciudad de Guadalajara, Jalisco, el día 17 diecisiete de junio del año 2022 dos mil veintidós, comparecen a celebrar el presente
CONTRATO DE ADQUISICIÓN, por una parte el Poder Ejecutivo del Estado de Jalisco, por conducto de la Secretaría de Administración,
representada en este acto por el Lic. Octavio Inventado Ríos, a la que en lo subsecuente se le denominará como la SECRETARÍA, y por la otra
parte TECNOLOGÍA Y DISEÑO DE OCCIDENTE, S.A. DE C.V., representada por Laura Supuesta Mora, a quien en lo sucesivo se le denominará como el
PROVEEDOR, quienes de manera conjunta se les denominará LAS PARTES.
DECLARACIONES
II. Declara el PROVEEDOR:
a) Que es una persona jurídica constituida mediante escritura pública número 8,215 de fecha 4 cuatro de mayo de 2009.
b) Que su registro federal de contribuyentes es TDO090504QH1.
CLÁUSULAS
SEGUNDA.- DEL PRECIO. La SECRETARÍA pagará al PROVEEDOR la cantidad de $1'284,352.00 M.N. (un millón doscientos ochenta y cuatro mil trescientos
cincuenta y dos pesos 00/100 moneda nacional), Impuesto al Valor Agregado incluido.
QUINTA.- GARANTÍA. El PROVEEDOR entregará fianza por el 10% diez por ciento del monto total del contrato.
)",
       {"contract", "CTO-412/22", "LPL 087/2022", 128435200, none, none, "MXN",
        "TECNOLOGÍA Y DISEÑO DE OCCIDENTE, S.A. DE C.V.", "TDO090504QH1",
        "Poder Ejecutivo del Estado de Jalisco", "2022-06-17"}},
      {"WithTaxIncludedLower",
       R"(MUNICIPIO DE QUERÉTARO
Contrato número DACBS-0215/2019
Contrato de suministro que celebran por una parte el Municipio de Querétaro, representado por el C. Raúl Ficticio, a quien en lo sucesivo se
le denominará "el Municipio", y por la otra Uniformes del Centro, S. de R.L. de C.V., a quien en lo sucesivo se le denominará "el Proveedor".
Segunda. Importe del contrato. El importe total a pagar es de $812,000.00 (ochocientos doce mil pesos 00/100 M.N.), con IVA incluido.
Santiago de Querétaro, Qro., a 8 de agosto de 2019.
)",
       {"contract", "DACBS-0215/2019", none, 81200000, none, none, "MXN",
        "Uniformes del Centro, S. de R.L. de C.V.", none, "Municipio de Querétaro", "2019-08-08"}},
      {"PurchaseOrder",
       R"(SERVICIOS DE SALUD DE OAXACA
ORDEN DE COMPRA
No. de Orden: OC-2021-00487
Fecha: 09/11/2021
Proveedor: Insumos Hospitalarios del Istmo, S.A. de C.V.
R.F.C.: IHI110819TT3
Dirección: Av. Inventada No. 45, Col. Centro
Requisición: REQ-1183
Partida Cantidad Descripción P. Unitario Importe
1 500 Guante de nitrilo caja 120.00 60,000.00
2 200 Cubrebocas KN95 caja 95.50 19,100.00
Subtotal: 79,100.00
IVA: 12,656.00
Total: $91,756.00
(NOVENTA Y UN MIL SETECIENTOS CINCUENTA Y SEIS PESOS 00/100 M.N.)
)",
       {"order", "OC-2021-00487", none, 9175600, none, none, "MXN",
        "Insumos Hospitalarios del Istmo, S.A. de C.V.", "IHI110819TT3",
        "SERVICIOS DE SALUD DE OAXACA", "2021-11-09"}},
      {"OrderOfFederalBody",
       R"(COMISIÓN FEDERAL DE ELECTRICIDAD
PEDIDO
NÚMERO DE PEDIDO 700512345
PROCEDIMIENTO: AA-018TOQ999-E12-2018
FECHA DE FORMALIZACIÓN 14 DE SEPTIEMBRE DE 2018
PROVEEDOR
NOMBRE: ELECTROMECÁNICA TAPATÍA SA DE CV
RFC: ETA9204157L8
IMPORTE TOTAL SIN IVA $2,345,600.00 M.N.
)",
       {"order", "700512345", "AA-018TOQ999-E12-2018", 234560000, none, none, "MXN",
        "ELECTROMECÁNICA TAPATÍA SA DE CV", "ETA9204157L8", "COMISIÓN FEDERAL DE ELECTRICIDAD",
        "2018-09-14"}},
      {"SecondAmendment",
       R"(SEGUNDO CONVENIO MODIFICATORIO AL CONTRATO DE PRESTACIÓN DE SERVICIOS NÚMERO SAF-DGRM-031-2020, QUE CELEBRAN POR UNA PARTE LA SECRETARÍA DE
ADMINISTRACIÓN Y FINANZAS DE LA CIUDAD DE MÉXICO, EN LO SUCESIVO "LA SECRETARÍA", Y POR LA OTRA LIMPIEZA INTEGRAL DEL VALLE, S.A. DE C.V., EN LO
SUCESIVO "EL PRESTADOR DEL SERVICIO".
ANTECEDENTES
I. Con fecha 1 de abril de 2020 "LAS PARTES" celebraron el contrato número SAF-DGRM-031-2020, por un monto de $4,000,000.00 (cuatro millones de pesos 00/100 M.N.).
CLÁUSULAS
PRIMERA. Se modifica la cláusula segunda para quedar como sigue: “El monto total del contrato es de $4,800,000.00 (cuatro millones ochocientos mil pesos 00/100 M.N.)”.
El presente convenio se firma en la Ciudad de México, el día 30 de noviembre de 2020.
)",
       {"amendment", "SAF-DGRM-031-2020", none, 480000000, none, none, "MXN",
        "LIMPIEZA INTEGRAL DEL VALLE, S.A. DE C.V.", none,
        "SECRETARÍA DE ADMINISTRACIÓN Y FINANZAS DE LA CIUDAD DE MÉXICO", "2020-11-30"}},
      {"OpenWithPercentages",
       R"(INSTITUTO DE SEGURIDAD Y SERVICIOS SOCIALES DE LOS TRABAJADORES DEL ESTADO
CONTRATO ABIERTO No. DNAF-SRMS-077-2022
CONTRATO ABIERTO PARA EL SERVICIO DE VIGILANCIA QUE CELEBRAN POR UNA PARTE EL INSTITUTO DE SEGURIDAD Y SERVICIOS SOCIALES DE LOS
TRABAJADORES DEL ESTADO, EN ADELANTE "EL INSTITUTO", Y POR LA OTRA PARTE CUSTODIA Y RESGUARDO PROFESIONAL, S.A.P.I. DE C.V., EN ADELANTE "EL PROVEEDOR".
II.5 Su Registro Federal de Contribuyentes es CRP1402066X2
CLÁUSULA TERCERA. El presupuesto mínimo que se podrá ejercer es de $6,400,000.00 (SEIS MILLONES CUATROCIENTOS MIL PESOS 00/100 M.N.), equivalente al 40% del
presupuesto máximo, y el presupuesto máximo susceptible de ser ejercido es de $16,000,000.00 (DIECISÉIS MILLONES DE PESOS 00/100 M.N.), ambos sin incluir el I.V.A.
CUARTA. VIGENCIA. Del 1 de marzo al 31 de diciembre de 2022.
Se firma por cuadruplicado en la Ciudad de México el 28 de febrero de 2022.
)",
       {"contract", "DNAF-SRMS-077-2022", none, none, 640000000, 1600000000, "MXN",
        "CUSTODIA Y RESGUARDO PROFESIONAL, S.A.P.I. DE C.V.", "CRP1402066X2",
        "INSTITUTO DE SEGURIDAD Y SERVICIOS SOCIALES DE LOS TRABAJADORES DEL ESTADO",
        "2022-02-28"}},
      {"ForeignCurrency",
       R"(PETRÓLEOS MEXICANOS
CONTRATO NÚMERO 5400039871
CONTRATO DE SERVICIOS QUE CELEBRAN PEMEX EXPLORACIÓN Y PRODUCCIÓN, EN LO SUCESIVO "PEP", Y POR LA OTRA PARTE OFFSHORE DATA SERVICES LIMITED, EN LO SUCESIVO "EL PROVEEDOR".
CLÁUSULA 4. MONTO DEL CONTRATO. El monto total del contrato es de USD $1,975,340.00 (un millón novecientos setenta y cinco mil trescientos cuarenta dólares 00/100
de los Estados Unidos de América), más el Impuesto al Valor Agregado.
Ciudad del Carmen, Campeche, a 3 de julio de 2017.
)",
       {"contract", "5400039871", none, 197534000, none, none, "USD",
        "OFFSHORE DATA SERVICES LIMITED", none, "PEMEX EXPLORACIÓN Y PRODUCCIÓN", "2017-07-03"}},
      {"MusicianInVillage",
       R"(H. AYUNTAMIENTO CONSTITUCIONAL DE TLACOLULA DE MATAMOROS
CONTRATO No. HATM/CPS/019/2023
CONTRATO DE PRESTACIÓN DE SERVICIOS ARTÍSTICOS, QUE CELEBRAN POR UNA PARTE EL MUNICIPIO DE TLACOLULA DE MATAMOROS, OAXACA, REPRESENTADO POR
LA C. ELVIRA FINGIDA SANTIAGO, PRESIDENTA MUNICIPAL, A QUIEN EN LO SUCESIVO SE LE DENOMINARÁ "EL MUNICIPIO" Y POR LA OTRA PARTE EL C. NICANOR
SIMULADO JUÁREZ, POR SU PROPIO DERECHO, A QUIEN EN LO SUCESIVO SE LE DENOMINARÁ "EL PRESTADOR DE SERVICIOS".
II.2 Que su R.F.C. es SIJN700110AB1
SEGUNDA. "EL MUNICIPIO" pagará a "EL PRESTADOR DE SERVICIOS" la cantidad de $35,000.00 (Treinta y cinco mil pesos 00/100 M.N.) por la presentación de la banda.
Leído que fue, lo firman en Tlacolula de Matamoros, Oaxaca, a los siete días del mes de octubre del año dos mil veintitrés.
)",
       {"contract", "HATM/CPS/019/2023", none, 3500000, none, none, "MXN",
        "NICANOR SIMULADO JUÁREZ", "SIJN700110AB1", "MUNICIPIO DE TLACOLULA DE MATAMOROS",
        "2023-10-07"}},
      {"LetterWithTwoNumbers",
       R"(Secretaría de Finanzas
Unidad de Transparencia
Oficio: SF/UT/0456/2024
Asunto: Se da respuesta
Zacatecas, Zac., 22 de enero de 2024
P R E S E N T E
Por medio del presente y en atención a su solicitud con folio 320594624000012, adjunto al presente copia en versión pública del contrato SF-CP-118/2023.
Sin otro particular, reciba un cordial saludo.
)",
       {"letter", "SF-CP-118/2023", none, none, none, none, none, none, none, none, "2024-01-22"}},
      {"ReservationOfCommittee",
       R"(COMITÉ DE TRANSPARENCIA
ACUERDO DE CLASIFICACIÓN DE INFORMACIÓN RESERVADA CT/SSP/AR/07/2021
En la ciudad de Chihuahua, Chihuahua, siendo las 11:00 horas del día 19 de mayo de 2021, reunidos los integrantes del Comité de Transparencia de la
Secretaría de Seguridad Pública, y con fundamento en el artículo 124 fracción II de la Ley, se clasifica como reservada por un periodo de cinco años la
información del contrato SSP/2021/044.
)",
       {"reservation_agreement", "SSP/2021/044", none, none, none, none, none, none, none, none,
        "2021-05-19"}},
      {"LeaseMonthlyOnly",
       R"(CONTRATO DE ARRENDAMIENTO No. 015/2016
CONTRATO DE ARRENDAMIENTO QUE CELEBRAN POR UNA PARTE INMOBILIARIA LOS ENCINOS FALSOS, S.C., EN LO SUCESIVO "EL ARRENDADOR", Y POR LA OTRA EL TRIBUNAL
ELECTORAL DEL ESTADO DE PUEBLA, EN LO SUCESIVO "EL ARRENDATARIO".
TERCERA. RENTA. El ARRENDATARIO pagará mensualmente la cantidad de $42,500.00 (cuarenta y dos mil quinientos pesos 00/100 M.N.) más I.V.A.
CUARTA. DEPÓSITO. A la firma se entrega en depósito la cantidad de $42,500.00.
Heroica Puebla de Zaragoza, a 4 de enero de 2016.
)",
       {"contract", "015/2016", none, none, none, none, none,
        "INMOBILIARIA LOS ENCINOS FALSOS, S.C.", none, "TRIBUNAL ELECTORAL DEL ESTADO DE PUEBLA",
        "2016-01-04"}},
      {"DecimalsAndSpaces",
       R"(UNIVERSIDAD DE GUADALAJARA
CONTRATO: CUCEI-VR-011 / 2015
PROVEEDOR: Laboratorios Quimex de México S. A. de C. V.
R F C: LQM-940321-AB7
MONTO TOTAL: $ 1 ,245 ,300. 50 ( Un millón doscientos cuarenta y cinco mil trescientos pesos 50/100 M. N. ) I.V.A. incluido
FECHA DE FIRMA: 05 de marzo del 2015
)",
       {"contract", "CUCEI-VR-011/2015", none, 124530050, none, none, "MXN",
        "Laboratorios Quimex de México S. A. de C. V.", "LQM940321AB7",
        "UNIVERSIDAD DE GUADALAJARA", "2015-03-05"}},
      {"TenderDocument",
       R"(GOBIERNO DEL ESTADO DE SONORA
COMISIÓN ESTATAL DEL AGUA
CONVOCATORIA A LA LICITACIÓN PÚBLICA NACIONAL No. LPO-926006995-014-2021
BASES DE LICITACIÓN
PARA LA CONSTRUCCIÓN DE LÍNEA DE CONDUCCIÓN
El capital contable mínimo requerido es de $3,000,000.00.
La garantía de seriedad será del 5%. Costo de las bases: $2,500.00.
)",
       {"tender", none, "LPO-926006995-014-2021", none, none, none, none, none, none, none, none}},
      {"AdvanceBeforeTotal",
       R"(CONTRATO DE OBRA PÚBLICA SOPDU/FAIS/032/2019
CELEBRADO ENTRE EL MUNICIPIO DE SAN FELIPE DEL PROGRESO, ESTADO DE MÉXICO, EN LO SUCESIVO "EL MUNICIPIO", Y LA EMPRESA CAMINOS Y PUENTES FINGIDOS, S.A. DE C.V., EN LO SUCESIVO "EL CONTRATISTA".
SEGUNDA. ANTICIPO. "EL MUNICIPIO" otorga un anticipo del 30% que importa $900,000.00 (novecientos mil pesos 00/100 M.N.).
TERCERA. MONTO. El monto del presente contrato es de $3,000,000.00 (tres millones de pesos 00/100 M.N.) incluye I.V.A.
CUARTA. PENAS. Se aplicará una retención de $15,000.00 por cada día de atraso.
QUINTA. FIANZAS. Fianza de vicios ocultos por $300,000.00 (trescientos mil pesos 00/100 M.N.).
San Felipe del Progreso, México, a veinte de septiembre de dos mil diecinueve.
)",
       {"contract", "SOPDU/FAIS/032/2019", none, 300000000, none, none, "MXN",
        "CAMINOS Y PUENTES FINGIDOS, S.A. DE C.V.", none, "MUNICIPIO DE SAN FELIPE DEL PROGRESO",
        "2019-09-20"}},
      {"WordsOnly",
       R"(CONTRATO DE COMPRAVENTA NÚMERO 88-B/2008
que celebran por una parte el Colegio de Bachilleres del Estado de Tabasco, en lo sucesivo "EL COLEGIO" y por la otra parte la persona moral Mobiliario Escolar
del Sureste, S.A. de C.V., en lo sucesivo "LA VENDEDORA".
SEGUNDA.- El precio total de los bienes es la cantidad de DOS MILLONES CIENTO CINCO MIL PESOS 00/100 MONEDA NACIONAL, más el impuesto al valor agregado.
Villahermosa, Tabasco, a 12 de diciembre de 2008.
)",
       {"contract", "88-B/2008", none, 210500000, none, none, "MXN",
        "Mobiliario Escolar del Sureste, S.A. de C.V.", none,
        "Colegio de Bachilleres del Estado de Tabasco", "2008-12-12"}},
      {"JointProposal",
       R"(CONTRATO PLURIANUAL SRMS/DGRM/CT-055/2023
CONTRATO PLURIANUAL QUE CELEBRAN POR UNA PARTE LA SECRETARÍA DE BIENESTAR, EN LO SUCESIVO "LA DEPENDENCIA", Y POR LA OTRA, EN PROPUESTA CONJUNTA, LAS EMPRESAS REDES Y
ENLACES SUPUESTOS, S.A. DE C.V. Y CÓMPUTO AVANZADO IMAGINARIO, S.A. DE C.V., EN LO SUCESIVO "EL PROVEEDOR".
SEGUNDA. El importe total del contrato es de $48,720,000.00 (CUARENTA Y OCHO MILLONES SETECIENTOS VEINTE MIL PESOS 00/100 M.N.) IVA incluido.
Se firma en la Ciudad de México, el 15 de febrero de 2023.
)",
       {"contract", "SRMS/DGRM/CT-055/2023", none, 4872000000, none, none, "MXN",
        "REDES Y ENLACES SUPUESTOS, S.A. DE C.V.", none, "SECRETARÍA DE BIENESTAR", "2023-02-15"}},
      {"PublicWorksTable",
       R"(COMISIÓN DE AGUA POTABLE Y ALCANTARILLADO DE QUINTANA ROO
CONTRATO DE OBRA PÚBLICA SOBRE LA BASE DE PRECIOS UNITARIOS
CONTRATO No.: CAPA-PRODDER-014-LP-2018
FECHA DE CONTRATO: 22 DE JUNIO DE 2018
CONTRATISTA: PERFORACIONES Y BOMBEO PENINSULAR FICTICIO, S.A. DE C.V.
R.F.C.: PBP980714AA9
OBRA: AMPLIACIÓN DE LA RED DE AGUA POTABLE
IMPORTE DEL CONTRATO SIN I.V.A.: $2,155,172.41
I.V.A. (16%): $344,827.59
IMPORTE TOTAL: $2,500,000.00
ANTICIPO (30%): $750,000.00
FIANZA DE CUMPLIMIENTO No. 1234-05678-9 POR $250,000.00
PLAZO DE EJECUCIÓN: 90 DÍAS NATURALES
)",
       {"contract", "CAPA-PRODDER-014-LP-2018", none, 250000000, none, none, "MXN",
        "PERFORACIONES Y BOMBEO PENINSULAR FICTICIO, S.A. DE C.V.", "PBP980714AA9",
        "COMISIÓN DE AGUA POTABLE Y ALCANTARILLADO DE QUINTANA ROO", "2018-06-22"}},
      {"NumberInWords",
       R"(CONTRATO DE PRESTACIÓN DE SERVICIOS PROFESIONALES IDENTIFICADO CON EL NÚMERO CECYTEZ/DG/2021/0032, QUE CELEBRAN POR UNA PARTE EL COLEGIO DE ESTUDIOS CIENTÍFICOS
Y TECNOLÓGICOS DEL ESTADO DE ZACATECAS, EN LO SUCESIVO "EL CECYTEZ", Y POR OTRA PARTE LA C. ROSAURA PRETENDIDA MEDINA, EN LO SUCESIVO "LA PRESTADORA DE SERVICIOS".
CUARTA. "EL CECYTEZ" pagará por concepto de honorarios la cantidad total de $54,000.00 (cincuenta y cuatro mil pesos 00/100 M.N.), en seis exhibiciones de $9,000.00
(nueve mil pesos 00/100 M.N.) cada una, cantidades con I.V.A. incluido.
Firman de conformidad en Zacatecas, Zac., el primero de julio de dos mil veintiuno.
)",
       {"contract", "CECYTEZ/DG/2021/0032", none, 5400000, none, none, "MXN",
        "ROSAURA PRETENDIDA MEDINA", none,
        "COLEGIO DE ESTUDIOS CIENTÍFICOS Y TECNOLÓGICOS DEL ESTADO DE ZACATECAS", "2021-07-01"}},
      {"SupplierFirst",
       R"(CONTRATO DE COMPRAVENTA N° IEEPCNL-17/2018
CONTRATO DE COMPRAVENTA QUE CELEBRAN, POR UNA PARTE, LA EMPRESA DENOMINADA "IMPRESOS ELECTORALES SIMULADOS, S.A. DE C.V.", A QUIEN EN LO SUBSECUENTE SE LE DENOMINARÁ COMO "LA
EMPRESA", Y POR LA OTRA, LA COMISIÓN ESTATAL ELECTORAL, A LA QUE EN LO SUBSECUENTE SE LE DENOMINARÁ "LA COMISIÓN".
SEGUNDA. PRECIO. "LA COMISIÓN" pagará a "LA EMPRESA" la cantidad de $7,345,120.00 (Siete millones trescientos cuarenta y cinco mil ciento veinte pesos 00/100 M.N.), con el IVA incluido.
Monterrey, Nuevo León, a los 5 cinco días del mes de abril de 2018 dos mil dieciocho.
)",
       {"contract", "IEEPCNL-17/2018", none, 734512000, none, none, "MXN",
        "IMPRESOS ELECTORALES SIMULADOS, S.A. DE C.V.", none, "COMISIÓN ESTATAL ELECTORAL",
        "2018-04-05"}},
      {"MinimumAndMaximumTable",
       R"(SECRETARÍA DE MARINA
CONTRATO ABIERTO No. SM-DGRM-214/2019
PROVEEDOR: VÍVERES Y ABARROTES DEL PACÍFICO FINGIDO, S.A. DE C.V.
MONTO MÍNIMO: $1,200,000.00
MONTO MÁXIMO: $3,000,000.00
VIGENCIA: 01/03/2019 AL 31/12/2019
FECHA DE FIRMA DEL CONTRATO: 28/02/2019
)",
       {"contract", "SM-DGRM-214/2019", none, none, 120000000, 300000000, "MXN",
        "VÍVERES Y ABARROTES DEL PACÍFICO FINGIDO, S.A. DE C.V.", none, "SECRETARÍA DE MARINA",
        "2019-02-28"}},
      {"ClauseWithDecoys",
       R"(FISCALÍA GENERAL DEL ESTADO DE CHIAPAS
CONTRATO FGE-LP-003-2020
QUE CELEBRAN POR UNA PARTE LA FISCALÍA GENERAL DEL ESTADO DE CHIAPAS, EN ADELANTE "LA FISCALÍA", Y POR LA OTRA PARTE BLINDAJES Y SISTEMAS APÓCRIFOS, S.A. DE C.V., EN ADELANTE "EL PROVEEDOR".
II.1. Que se constituyó mediante escritura pública número 35,678 de fecha 14 de febrero de 2003, con un capital social de $500,000.00, inscrita con folio mercantil 4567.
II.2. Que su RFC es BSA030214QK3 y su teléfono (961) 612 3456, cuenta CLABE 032180000118359719.
PRIMERA. OBJETO: la adquisición de vehículos blindados con motor de 5,700 centímetros cúbicos.
SEGUNDA. "LA FISCALÍA" cubrirá como contraprestación la cantidad de $9,875,400.00 (Nueve millones ochocientos setenta y cinco mil cuatrocientos pesos 00/100 M.N.) I.V.A. incluido.
OCTAVA. Seguro de responsabilidad civil por $1,000,000.00 (un millón de pesos 00/100 M.N.).
NOVENA. La pena convencional no excederá de $987,540.00.
Tuxtla Gutiérrez, Chiapas, a 23 de marzo de 2020.
)",
       {"contract", "FGE-LP-003-2020", none, 987540000, none, none, "MXN",
        "BLINDAJES Y SISTEMAS APÓCRIFOS, S.A. DE C.V.", "BSA030214QK3",
        "FISCALÍA GENERAL DEL ESTADO DE CHIAPAS", "2020-03-23"}},
      {"CivilAssociation",
       R"(CONVENIO DE COLABORACIÓN No. SEDESOL/DS/008/2014 QUE CELEBRAN POR UNA PARTE LA SECRETARÍA DE DESARROLLO SOCIAL DEL ESTADO DE DURANGO, A LA QUE EN LO SUCESIVO SE LE
DENOMINARÁ "LA SECRETARÍA" Y POR LA OTRA FUNDACIÓN MANOS SUPUESTAS, A.C., A LA QUE SE LE DENOMINARÁ "LA ASOCIACIÓN".
TERCERA. "LA SECRETARÍA" aportará la cantidad de $250,000.00 (doscientos cincuenta mil pesos 00/100 M.N.).
Se firma en Victoria de Durango, Dgo., a los 15 días de mayo de 2014.
)",
       {"contract", none, none, 25000000, none, none, "MXN", "FUNDACIÓN MANOS SUPUESTAS, A.C.",
        none, "SECRETARÍA DE DESARROLLO SOCIAL DEL ESTADO DE DURANGO", "2014-05-15"}},
      {"Misrecognised",
       R"(GOB1ERNO DEL ESTADO DE MICHOACAN
CONTRATO NUM. SFA/DGA-O45/2O17
Contrato de arrendamiento de vehiculos que celebran por una parte el Poder Ejecut1vo del Estado de Michoacan, en lo sucesivo "EL EJECUTIV0" y por la otra la
empresa Arrendadora Morelos Falsa, S.A, de C,V., en lo sucesivo "EL PROVEED0R".
SEGUNDA,- PRECI0. El monto total del contrato es de $ 3,480,000,00 (TRES MILLONES CUATROCIENTOS OCHENTA MIL PESOS 00/1OO M.N.) IVA incluido.
Morelia, Michoacan, a 9 de enero de 2017.
)",
       {"contract", "SFA/DGA-O45/2O17", none, 348000000, none, none, "MXN",
        "Arrendadora Morelos Falsa, S.A, de C,V.", none, "Poder Ejecut1vo del Estado de Michoacan",
        "2017-01-09"}},
  };
}

}  // namespace tachado::fields
