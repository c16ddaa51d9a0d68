import type { Study } from '../people/index.ts'

type Programme = Pick<Study, 'programme' | 'name' | 'faculty'>

const programme = (code: string, faculty: string, pl: string, en: string): Programme => ({
  programme: code,
  faculty,
  name: { pl, en },
})

/** The invented university's fields of study. S full-time, N part-time, D doctoral, P postgraduate; 1 and 2 are the cycles. */
export const programmes = {
  informatics: programme('INF-S1', 'WI', 'Informatyka', 'Computer Science'),
  informaticsMaster: programme('INF-S2', 'WI', 'Informatyka', 'Computer Science'),
  cybersecurity: programme('CYB-S1', 'WI', 'Cyberbezpieczeństwo', 'Cybersecurity'),
  dataScience: programme('IDA-S1', 'WI', 'Inżynieria i analiza danych', 'Data Engineering and Analysis'),
  mathematics: programme('MAT-S1', 'WMS', 'Matematyka', 'Mathematics'),
  physics: programme('FIZ-S1', 'WF', 'Fizyka techniczna', 'Technical Physics'),
  medicalPhysics: programme('FME-S2', 'WF', 'Fizyka medyczna', 'Medical Physics'),
  electronics: programme('EIT-S1', 'WE', 'Elektronika i telekomunikacja', 'Electronics and Telecommunications'),
  automation: programme('AIR-S1', 'WE', 'Automatyka i robotyka', 'Automatic Control and Robotics'),
  mechanics: programme('MBM-S1', 'WM', 'Mechanika i budowa maszyn', 'Mechanical Engineering'),
  mechatronics: programme('MCH-N1', 'WM', 'Mechatronika', 'Mechatronics'),
  mining: programme('GOR-S1', 'WG', 'Górnictwo i geologia', 'Mining and Geology'),
  geodesy: programme('GIK-S1', 'WG', 'Geodezja i kartografia', 'Geodesy and Cartography'),
  ceramics: programme('CER-S1', 'WC', 'Ceramika', 'Ceramics'),
  materials: programme('IMA-S2', 'WC', 'Inżynieria materiałowa', 'Materials Science'),
  foundry: programme('ODL-S1', 'WO', 'Odlewnictwo', 'Foundry Engineering'),
  environment: programme('ISR-S1', 'WG', 'Inżynieria środowiska', 'Environmental Engineering'),
  energy: programme('ENE-S1', 'WP', 'Energetyka', 'Power Engineering'),
  chemistry: programme('TCH-S1', 'WP', 'Technologia chemiczna', 'Chemical Technology'),
  management: programme('ZIP-N1', 'WZ', 'Zarządzanie i inżynieria produkcji', 'Management and Production Engineering'),
  economics: programme('IEK-S1', 'WZ', 'Informatyka i ekonometria', 'Informatics and Econometrics'),
  sociology: programme('SOC-S1', 'WH', 'Socjologia', 'Sociology'),
  culture: programme('KUL-S1', 'WH', 'Kulturoznawstwo', 'Cultural Studies'),
  doctoralSchool: programme('SD-D', 'SD', 'Szkoła doktorska', 'Doctoral School'),
  postgraduateLogistics: programme('LOG-P', 'WZ', 'Logistyka (studia podyplomowe)', 'Logistics (postgraduate)'),
} as const satisfies Record<string, Programme>

export type ProgrammeName = keyof typeof programmes
