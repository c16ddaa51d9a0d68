/** The service that people go on to while they are measured. */
export const LIBRARY = `services:
  - id: library
    name: { pl: Biblioteka, en: Library }
    urls: [https://library.example.edu/]
    attributes: [mail, givenName, sn, displayName, employeeType, student_number, usos_id]
    singleLogout: false
`
