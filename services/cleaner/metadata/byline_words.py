"""What bylines are written with besides names and dates, in many languages: a line for each kind or language."""

# ruff: noqa: RUF001 - Cyrillic words are matched beside Latin ones

_PREFIXES = r"""
by:?|(?:written|reported|compiled|story|words|text|posted|report|article|analysis|opinion) by:?
authors?\s?:|reporters?\s?:
(?:(?:ein|eine|einer) )?(?:kommentar|analyse|gastbeitrag|gastkommentar|interview|reportage|essay|kolumne|glosse) von:?
(?:(?:leitartikel|bericht|porträt|aufgezeichnet|geschrieben|verfasst) )?von:?|autor(?:in|en|:in)?\s?:
text(?: (?:von|av))?\s?:|text (?:von|av|by)
(?:écrit |publié |rédigé |propos recueillis |article )?par:?|auteure?s?\s?:|texte\s?:
(?:escrito |publicado |redactado |elaborado |texto )?por:?|autora?(?:es)?\s?:|textos?\s?:|redacción\s?:|reportagem\s?:
(?:(?:scritto|pubblicato) da|(?:articolo )?di):?|a cura di:?|autor[ei]\s?:|autrice\s?:|testo(?: di)?\s?:
(?:geschreven |tekst )?door:?|tekst\s?:|verslaggever\s?:
(?:skriven |publicerad |skrevet |tekst )?(?:av|af):?|skribent\s?:|journalist\s?:|reporter\s?:
автор(?:ка|ки|и|ы)?(?: (?:статті|статьи|тексту|текста))?\s?:?|текст\s?:|підготува(?:в|ла|ли)\s?:?|журналіст(?:ка)?\s?:
autor(?:ka|zy)?\s?:|oprac(?:\.|ował|owała)|tekst\s?:
"""
PREFIXES = tuple(_PREFIXES.split("\n")[1:-1])

#: Words that join two names; the one of Dutch is a preposition elsewhere.
CONJUNCTIONS = ("and", "und", "et", "y", "e", "och", "og", "та", "і", "й", "и")
DUTCH_CONJUNCTION = "en"
DUTCH_PREFIX = r"(?:geschreven |tekst )?door|tekst|verslaggever"

_PARTICLES = """
de del della delle dello degli dei dal dalla di da do das dos du des la las le les los lo
van von vom der den det ter ten te tot zum zur zu op 't af av
bin bint ibn 'bin al el ul abu ben ap y e i und
"""
PARTICLES = frozenset(_PARTICLES.split())

_PREPOSITIONS = """
in at for with from aus für mit à au pour avec depuis con en desde para em da per uit voor met i från för med fra
з із у в для
"""
#: Where someone writes from or for whom: "Jane Roe in Brussels", "Jane Roe with AFP".
PREPOSITIONS = "|".join(_PREPOSITIONS.split())

_LABELS = """
published|updated|posted|last updated|last modified|modified|first published|created|released|issued|edited|as of
on|at|date|the|of|local time|read
veröffentlicht|aktualisiert|zuletzt aktualisiert|erstellt|erschienen|geändert|stand|zuletzt|am|um|vom|uhr|den|datum
publié|publiée|publié le|mis à jour|mise à jour|modifié|modifié le|créé|posté|le|à
publicado|publicada|publicado el|actualizado|actualizada|última actualización|actualización|creado|fecha
el|a las|h|hs|hrs|horas
pubblicato|pubblicata|aggiornato|aggiornata|ultimo aggiornamento|ultima modifica|creato|il|alle|ore|alle ore|data
gepubliceerd|geplaatst|bijgewerkt|laatst bijgewerkt|laatste update|gewijzigd|aangepast|gepubliceerd op|op|om|uur|update
publicado em|publicada em|atualizado|atualizada|atualizado em|actualizado em|última atualização|criado|em|às|de
publicerad|publicerat|uppdaterad|senast uppdaterad|ändrad|skapad|kl|klockan|d
publiceret|offentliggjort|opdateret|sidst opdateret|publisert|oppdatert|sist oppdatert
опубліковано|оновлено|створено|дата|дата публікації|року|р|о|об
опубликовано|обновлено|г|в
opublikowano|aktualizacja|data publikacji|godz
yayınlanma|yayınlanma tarihi|giriş|giriş tarihi|güncelleme|güncelleme tarihi|son güncelleme
am|pm|a.m.|p.m.
utc|gmt|msk|cet|cest|mez|mesz|eet|eest|ist|et|est|edt|ct|cst|cdt|pt|pst|pdt|mst|mdt|bst|wib|sgt|hkt|jst|kst|aest|aedt
ast|sast|wat|cat|eat|pkt
"""
#: What stands beside a date of publication: labels, prepositions, zones.
LABELS = tuple(_LABELS.strip().replace("\n", "|").split("|"))

_WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim
lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom
lunedì martedì mercoledì giovedì venerdì sabato domenica mar gio
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo
segunda-feira terça-feira quarta-feira quinta-feira sexta-feira segunda terça quarta quinta sexta seg ter qua qui sex
måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag mån tis ons tors tor fre lör sön
понеділок вівторок середа четвер п'ятниця п’ятниця субота неділя пн вт ср чт пт сб нд
понедельник вторник среда четверг пятница суббота воскресенье вс
poniedziałek wtorek środa czwartek piątek niedziela
"""
WEEKDAYS = tuple(_WEEKDAYS.split())

_NOT_CALLED = """
monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado
lunedì martedì mercoledì giovedì venerdì maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
måndag tisdag onsdag torsdag fredag lördag söndag понеділок вівторок середа четвер п'ятниця субота неділя
january february march july september october november december januar februar märz juni juli oktober dezember
janvier février avril juillet août octobre novembre décembre enero febrero marzo septiembre octubre noviembre diciembre
gennaio febbraio luglio settembre ottobre dicembre februari augusti maart augustus janeiro fevereiro março dezembro
morning afternoon evening night week month year today
"""
#: What a headline of two capitalised words may hold, and no name. Months that are names are left out: April, Julio.
NOT_CALLED = frozenset(_NOT_CALLED.split())

READING_TIME = (
    r"(?:lesezeit|lesedauer|reading time|read time|temps de lecture|tiempo de lectura|tempo di lettura|"
    r"tempo de leitura|leestijd|lästid|læsetid|lesetid|час читання|время чтения)?\s?:?\s?(?:ca\.?\s)?"
    r"\d{1,3}[\s-]?(?:min(?:ute|uten|utes|utos|uti|uut|uter)?s?|хв(?:илин)?|мин(?:ут)?)\b\.?"
    r"(?:\s(?:read|reading|lesezeit|de lecture|de lectura|di lettura|de leitura|leestijd|lästid|læsetid|lesetid))?"
)

_ROLES = r"""
reporter|writers?|editors?|correspondent|columnist|producer|staff|desk|bureau|journalist|contributor|analyst
team|newsroom|chief|intern|photographer
redaktion|redakteur(?:in)?|reporterin|kolumnist(?:in)?|korrespondent(?:in|en)?|journalistin|volontär(?:in)?
rédact(?:eur|rice|ion)|journaliste|correspondante?|envoyée? spéciale?|chroniqueu(?:r|se)
redactora?|redacción|periodista|corresponsal|enviad[oa] especial|columnista
redattore|redattrice|redazione|giornalista|corrispondente|inviat[oa]
redacteur|redactrice|redactie|verslaggever|verslaggeefster|correspondente?
jornalista|redatora?|redação|repórter
redaktör|skribent|krönikör|redaksjon(?:en)?
кореспондент(?:ка)?|журналіст(?:ка)?|редактор(?:ка)?|оглядач(?:ка)?|корреспондент|журналист|обозреватель
"""
ROLES = rf"(?:[\w-]+ ){{0,4}}(?:{_ROLES.strip()})".replace("\n", "|")
