"""Class lists as spreadsheets and other languages leave them."""

from pathlib import Path

import pytest

from autograder.class_list import UnusableRoster, read_roster
from autograder.handin.identified import Student, students_of

TEXT = "id,first_name,last_name,email,lms_user_id\nzoë,Zoë,Ångström,z@x.edu,7\nada,Ada,Lovelace,a@x.edu,8\n"


def students(folder: Path, data: bytes | str) -> tuple[Student, ...]:
    path = folder / "class.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return students_of(read_roster(path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-with-mark"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_list_is_read_as_excel_writes_it(encoding, delimiter, end, tmp_path):
    text = TEXT.replace(",", delimiter).replace("\n", end)
    data = b"\xfe\xff" + text.encode("utf-16-be") if encoding.endswith("mark") else text.encode(encoding)
    assert [student.id for student in students(tmp_path, data)] == ["zoë", "ada"]


def test_excels_own_first_line_names_the_delimiter(tmp_path):
    assert [s.id for s in students(tmp_path, "sep=;\n" + TEXT.replace(",", ";"))] == ["zoë", "ada"]
    with pytest.raises(UnusableRoster, match="line 4: id 'ADA' stands in line 3"):
        students(tmp_path, "sep=;\nid;email\nada;a@x.edu\nADA;b@x.edu\n")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (TEXT + "ada,Ada,Byron,,9\n", "line 4: id 'ada' stands in line 3 already"),
        (TEXT + "ADA,Ada,Byron,,9\n", "line 4: id 'ADA' stands in line 3 already"),
        (TEXT + "zoe\u0308,Zoe,A,,9\n", "line 4: id 'zoë' stands in line 2 already"),
        (TEXT + "bob,Bob,B,,8\n", "line 4: lms_user_id '8' stands in line 3 already"),
    ],
)
def test_a_student_who_is_listed_twice_is_refused_with_both_lines(text, sentence, tmp_path):
    with pytest.raises(UnusableRoster) as refusal:
        students(tmp_path, text)
    assert sentence in str(refusal.value).replace("e\u0308", "ë")


WORKSHEETS = {
    "German": "ID;Vollständiger Name;E-Mail-Adresse;Status;Bewertung;Zuletzt geändert (Abgabe)\n"
    "Teilnehmer/in901;Ada Lovelace;ada@x.edu;Abgegeben;-;Montag, 5. Oktober 2026, 21:55\n",
    "French": "Identifiant,Nom complet,Adresse de courriel,Statut\nParticipant 901,Ada Lovelace,ada@x.edu,Remis\n",
    "Spanish": "Identificador,Nombre completo,Dirección de correo\nParticipante 901,Ada Lovelace,ada@x.edu\n",
    "unknown": "Tunnus,Kokonimi,Osoite\nOsallistuja 901,Ada Lovelace,ada@x.edu\nOsallistuja 902,A B,b@x.edu\n",
}


@pytest.mark.parametrize("language", WORKSHEETS)
def test_moodles_worksheet_is_read_in_other_languages(language, tmp_path):
    ada = students(tmp_path, WORKSHEETS[language])[0]
    assert (ada.id, ada.lms, ada.lms_user_id) == ("ada@x.edu", "Moodle", "901")
    assert "adalovelace" in ada.names
    assert language != "German" or ada.handed_in == "Montag, 5. Oktober 2026, 21:55"


@pytest.mark.parametrize(
    "text",
    [
        "Vorname,Nachname,Anmeldename,E-Mail-Adresse\nAda,Lovelace,ada,ada@x.edu\n",
        "Nome;Cognome;Nome utente;Indirizzo email\nAda;Lovelace;ada;ada@x.edu\n",
        "Имя,Фамилия,Логин,Адрес электронной почты\nAda,Lovelace,ada,ada@x.edu\n",
        "Prénom,Nom,Nom d’utilisateur\nAda,Lovelace,ada\n",
    ],
)
def test_moodles_participants_are_read_in_other_languages(text, tmp_path):
    ada = students(tmp_path, text)[0]
    assert ada.id == "ada"
    assert "adalovelace" in ada.names


def test_canvas_list_with_two_columns_for_names_and_wrapped_texts_is_read(tmp_path):
    text = "LastName,FirstName,ID,SIS Login ID,Section,Dropout (7)\n    Points Possible,,,,,10\n"
    text += 'Lovelace,Ada,8,"=""0042""",One,\n'
    ada = students(tmp_path, text)[0]
    assert (ada.id, ada.lms, ada.lms_user_id) == ("0042", "Canvas", "8")
    assert "lovelaceada" in ada.names


def test_a_list_in_an_unknown_language_is_told_so(tmp_path):
    with pytest.raises(UnusableRoster, match="set Moodle's language to English"):
        students(tmp_path, "Jina,Ukoo\nAda,Lovelace\n")
