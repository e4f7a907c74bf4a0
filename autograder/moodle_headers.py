"""The columns of Moodle's lists, which it writes in its user's language, by their names in English.

Moodle, mod/assign/gradingtable.php (the grading worksheet: Identifier, Full name, what tells users apart, Group,
Status, Grade, ..., Last modified (submission), Last modified (grade)), user/classes/table/participants.php
and lib/grade/export. The words: Moodle's language packs, moodle.php and assign.php.
"""

import re
import unicodedata

ENGLISH = {
    "Identifier": "Identifikator Identifikation Identificador Identificatore Identifiant Идентификатор 識別子 标识符",
    "Full name": "Vollständiger_Name Name Nom_complet Nombre_completo Nombre Nome_completo Cognome_Nome Nome"
    " Volledige_naam Pełna_nazwa Imię_i_nazwisko Fullständigt_namn Koko_nimi Celé_jméno Teljes_név Полное_имя"
    " ФИО Повне_ім'я Adı_soyadı Tam_adı フルネーム 姓名 全名",
    "First name": "Vorname Prénom Nombre(s) Voornaam Imię Förnamn Fornavn Etunimi Jméno Keresztnév Utónév Имя Ім'я Adı"
    " Ad Πρώτο_όνομα Όνομα 名 名字 이름",
    "Last name": "Nachname Surname Nom Nom_de_famille Apellido(s) Apellidos Cognome Apelido Sobrenome Último_nome"
    " Achternaam Nazwisko Efternamn Etternavn Sukunimi Příjmení Vezetéknév Фамилия Прізвище Soyadı Soyad Επώνυμο 姓"
    " 姓氏 성",
    "Username": "Anmeldename Benutzername Nom_d'utilisateur Nombre_de_usuario Nome_utente Username Nome_de_usuário"
    " Nome_de_utilizador Identificação_de_usuário Gebruikersnaam Nazwa_użytkownika Användarnamn Brugernavn"
    " Brukernavn Käyttäjätunnus Uživatelské_jméno Felhasználónév Логин Ім'я_користувача Kullanıcı_adı"
    " Όνομα_χρήστη ユーザ名 ユーザー名 用户名 使用者名稱 사용자명",
    "ID number": "ID-Nummer Matrikelnummer Numéro_d'identification Número_de_ID Número_ID Codice_identificativo"
    " Número_de_identificação Número_ID_do_usuário ID-nummer Numer_ID Numer_identyfikacyjny ID-numero"
    " Identifikační_číslo Azonosító Индивидуальный_номер ID-номер Ідентифікаційний_номер ID_numarası IDナンバー"
    " ID番号 学号 身份證號碼 ID번호",
    "Email address": "E-Mail-Adresse E-Mail Adresse_de_courriel Courriel Adresse_électronique Dirección_de_correo"
    " Dirección_Email Correo_electrónico Indirizzo_email Endereço_de_email Endereço_de_e-mail E-mailadres Adres_e-mail"
    " E-postadress E-mail-adresse E-postadresse Sähköpostiosoite E-mailová_adresa E-mail_cím Адрес_электронной_почты"
    " Електронна_пошта E-posta_adresi メールアドレス 电子邮件地址 電子郵件地址 이메일 Email E-mail",
    "Group": "Gruppe Groupe Grupo Gruppo Groep Grupa Grupp Ryhmä Skupina Csoport Группа Група Grup Ομάδα グループ 组"
    " 小组 群組 모둠",
    "Last modified (submission)": "Zuletzt_geändert_(Abgabe) Dernière_modification_(travail_remis)"
    " Dernière_modification_(remise) Última_modificación_(entrega) Ultima_modifica_(consegna)"
    " Última_modificação_(envio) Última_modificação_(submissão) Laatst_gewijzigd_(inzending)"
    " Laatst_gewijzigd_(insturing) Ostatnio_modyfikowane_(zadanie) Senast_ändrad_(inlämning)"
    " Последнее_изменение_(ответ) 最終更新日時_(提出) 上次修改（作业）",
}


def _word(header: str) -> str:
    return unicodedata.normalize("NFC", header.replace("_", " ").replace("’", "'")).casefold()


_KNOWN = {_word(word): english for english, words in ENGLISH.items() for word in words.split()}


def in_english(header: tuple[str, ...], lines: list[list[str]]) -> tuple[str, ...]:
    """A header, with Moodle's columns in English. One of another system comes back as it is.

    lines: the cells below it. A column is known by its word; else the worksheet's first two by the numbers in
    the first, which all follow the same word ("Participant 1234567"), addresses by their "@", and names by
    their place before an address.
    """
    if {"id", "Student", "LastName"} & set(header):
        return header
    named = [name if name in ENGLISH else _KNOWN.get(_word(name), "") for name in header]
    if "Last name" in named:  # some languages have one word for a name and for a first name
        named = ["First name" if name == "Full name" else name for name in named]
    columns = [[line[i] for line in lines if i < len(line) and line[i]] for i in range(len(header))]
    worksheet = "Identifier" in named or (bool(columns) and not named[0] and _numbered(columns[0]))
    for place, name in enumerate(("Identifier", "Full name") if worksheet else ()):
        _tell(named, place, name)
    addresses = next((i for i, cells in enumerate(columns) if _addresses(cells)), len(named))
    _tell(named, addresses, "Email address")
    if not worksheet and addresses >= 2 and not any(named[:2]):
        named[:2] = ["First name", "Last name"]
    # A word that two columns share in some language tells neither: the first keeps it.
    return tuple(name if name and name not in named[:i] else header[i] for i, name in enumerate(named))


def _tell(named: list[str], place: int, name: str) -> None:
    """Name a column that has no name yet, unless another one has this name."""
    if place < len(named) and not named[place] and name not in named:
        named[place] = name


def _numbered(cells: list[str]) -> bool:
    found = [re.fullmatch(r"(\D+?) ?\d+", cell) for cell in cells]
    return bool(found) and all(found) and len({match[1] for match in found if match}) == 1


def _addresses(cells: list[str]) -> bool:
    return bool(cells) and all(re.fullmatch(r"[^\s@]+@[^\s@]+", cell) for cell in cells)
