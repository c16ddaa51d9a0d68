/** Frequent first names of people born since the fifties, the most frequent first. */
export const womensNames = words(`
  Anna Katarzyna Maria Julia Zuzanna Aleksandra Natalia Wiktoria Magdalena Agnieszka Karolina Małgorzata Martyna Paulina
  Monika Joanna Ewa Oliwia Weronika Gabriela Patrycja Barbara Amelia Maja Hanna Emilia Dominika Lena Kinga Justyna Klaudia
  Izabela Sylwia Marta Beata Dorota Zofia Alicja Nikola Iwona Kamila Antonina Milena Edyta Łucja Renata Daria Elżbieta
  Michalina Nadia Pola Sandra Ewelina Lidia Jagoda Marcelina Aneta Olga Laura Helena Róża Kornelia Bogumiła Świetlana Żaneta`)

export const mensNames = words(`
  Jakub Mateusz Michał Kacper Piotr Bartosz Szymon Krzysztof Tomasz Adam Filip Paweł Wojciech Jan Marcin Dawid Kamil
  Maciej Dominik Patryk Karol Wiktor Mikołaj Grzegorz Łukasz Igor Andrzej Oskar Hubert Rafał Aleksander Marek Sebastian
  Damian Franciszek Antoni Adrian Przemysław Stanisław Robert Konrad Daniel Błażej Marcel Miłosz Radosław Kajetan Oliwier
  Artur Jerzy Cezary Norbert Bruno Ignacy Leon Fabian Jacek Dariusz Józef Zbigniew Gniewomir Ścibor Żelisław`)

/** Frequent surnames in the form for men, the most frequent first. */
const mensSurnames = words(`
  Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski
  Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król
  Wieczorek Jabłoński Wróbel Nowakowski Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak
  Górski Witkowski Walczak Sikora Baran Rutkowski Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski
  Marciniak Jasiński Zawadzki Bąk Jakubowski Sadowski Duda Włodarczyk Wilk Chmielewski Borkowski Sokołowski Szczepański
  Sawicki Kucharski Lis Maciejewski Kubiak Kalinowski Mazurek Wysocki Kołodziej Kaźmierczak Czarnecki Sobczak Konieczny
  Urban Głowacki Zakrzewski Sikorski Laskowski Krajewski Gajewski Ziółkowski Szulc Makowski Brzeziński Cieślak Przybylski
  Kaczmarczyk Borowski Błaszczyk Andrzejewski Górecki Szymczak Mróz Pająk Gołębiowski Domański Krupa Stankiewicz
  Kozak Łuczak Świątek Ślusarczyk Żak Ćwikła Źrebiec Łącki Śliwa Żurawski Wrzesień Chrząszcz Szczygieł Trzciński Gąska`)

export const surnames: readonly { readonly women: string; readonly men: string }[] = mensSurnames.map((men) => ({
  men,
  women: men.replace(/(s|c|dz)ki$/, '$1ka'),
}))

function words(text: string) {
  return text.trim().split(/\s+/)
}
