"""The style sheet of all screens: sizes and places by breakpoint (ui.

Compact < 100 <= column < 140 <= full < 200).
"""

SHEET = """
* { scrollbar-size: 0 0; }
Screen { background: $ground; color: $ink; layers: base over; }
ModalScreen { background: transparent; }
#body { height: 1fr; }
.-tiny #body, .-short #body { display: none; }
.-tiny #timeline, .-short #timeline { display: none; }
#main { width: 1fr; height: 1fr; }
#side { width: 52; height: 1fr; }
#map { height: 1fr; border: solid $edge; border-title-color: $quiet; border-subtitle-color: $quiet;
       border-title-style: bold; background: $ground; }
#map:focus { border: solid $amber; border-title-color: $amber; }
Input { border: solid $edge; border-title-color: $quiet; height: 3;
        background: $panel; color: $ink; padding: 0 1; }
Input:focus { border: solid $amber; border-title-color: $amber; }

SeatScreen Composer { height: 8; }
SeatScreen OrderSheetPane { height: 2fr; min-height: 8; }
SeatScreen Feed { height: 3fr; }
SeatScreen Gauges { height: auto; max-height: 17; }
SeatScreen.-column #side { width: 40; }
SeatScreen.-column Composer { height: 8; }
SeatScreen.-column Gauges { max-height: 9; }
SeatScreen.-low Composer { display: none; }
SeatScreen.-low.-composing Composer, SeatScreen.-low.-front-composer Composer { display: block; height: 8; }
SeatScreen.-compact Composer { display: none; }
SeatScreen.-compact.-composing Composer { display: block; height: 8; }
SeatScreen.-compact.-front-composer Composer { display: block; height: 8; }

.-compact #side { display: none; }
.-compact.-overlay #side { display: block; layer: over; dock: right; width: 56; max-width: 100%; }
.-compact.-overlay #side Pane { display: none; }
.-compact.-front-orders #side OrderSheetPane { display: block; height: 1fr; }
.-compact.-front-feed #side Feed { display: block; height: 1fr; }
.-compact.-front-gauges #side Gauges { display: block; height: 1fr; max-height: 100%; }
.-compact.-front-composer #side { display: none; }

LobbyScreen #left { width: 62; }
LobbyScreen #map { display: none; height: 20; }
LobbyScreen.-full.-tall #map, LobbyScreen.-wide.-tall #map { display: block; }
LobbyScreen #right { width: 1fr; }
LobbyScreen.-compact #left { width: 46; }
LobbyScreen.-column #left { width: 52; }

ReportScreen #outcomes { height: 1fr; }
ReportScreen #left { width: 42; }
ReportScreen #middle { width: 1fr; }
ReportScreen #right { width: 44; }
ReportScreen #draw { height: 14; }
ReportScreen #reports { height: 12; }
ReportScreen #map { height: 3fr; }
ReportScreen #consequences { height: 2fr; }
ReportScreen.-column #right { display: none; }
ReportScreen.-column #draw { height: 12; }
ReportScreen.-compact #middle, ReportScreen.-compact #right { display: none; }
ReportScreen.-compact #left { width: 1fr; }
ReportScreen.-compact #reports { display: none; }
ReportScreen.-compact.-front-why #left, ReportScreen.-compact.-front-draw #left { display: none; }
ReportScreen.-compact.-front-why #middle, ReportScreen.-compact.-front-draw #middle { display: block; }
ReportScreen.-compact.-front-why #draw { display: none; }
ReportScreen.-compact.-front-draw #why { display: none; }
ReportScreen.-compact.-front-draw #draw { height: 1fr; }

CellScreen #left { width: 46; }
CellScreen #middle { width: 1fr; }
CellScreen #right { width: 64; }
CellScreen #teams { height: 1fr; }
CellScreen #log { height: 1fr; }
CellScreen #msel { height: 3fr; }
CellScreen #inject { height: 2fr; }
CellScreen.-column #left { width: 32; }
CellScreen.-column #right { width: 54; }
CellScreen.-column #middle { width: 1fr; }
CellScreen.-compact #left { display: none; }
CellScreen.-compact #middle { display: none; }
CellScreen.-compact #right { width: 1fr; }
CellScreen.-compact.-front-map #middle { display: block; width: 1fr; }
CellScreen.-compact.-front-map #right { display: none; }
CellScreen.-compact.-front-teams #left { display: block; width: 1fr; }
CellScreen.-compact.-front-teams #right { display: none; }
CellScreen.-compact.-front-log #left { display: block; width: 1fr; }
CellScreen.-compact.-front-log #right { display: none; }

TalksScreen #main { width: 1fr; }
TalksScreen #side { width: 72; }
TalksScreen #agreements { height: 2fr; min-height: 7; }
TalksScreen #terms { height: 3fr; }
TalksScreen #ladder { height: 3fr; }
TalksScreen #people { height: auto; max-height: 14; }
TalksScreen.-column #side { width: 54; }
TalksScreen.-compact #agreements { height: 1fr; max-height: 9; }
TalksScreen.-compact.-front-ladder #side #ladder { display: block; height: 1fr; }
TalksScreen.-compact.-front-people #side #people { display: block; height: 1fr; max-height: 100%; }
TalksScreen.-compact.-front-terms #side { display: none; }

EndScreen AimsPane { width: 1fr; }
EndScreen.-compact AimsPane { display: none; }
EndScreen.-compact #aims_ankara { display: block; }
EndScreen.-compact.-overlay #aims_ankara { display: none; }
EndScreen.-compact.-front-aims_moscow #aims_moscow { display: block; }
EndScreen.-compact.-front-aims_damascus #aims_damascus { display: block; }

ReplayScreen #left { width: 1fr; }
ReplayScreen #right { width: 58; }
ReplayScreen #aims { height: 17; }
ReplayScreen #events { height: 1fr; }
ReplayScreen #timeline { height: 8; }
ReplayScreen.-column #right { width: 42; }
ReplayScreen.-column #aims { height: 12; }
ReplayScreen.-compact #right { display: none; }
ReplayScreen.-compact #timeline { height: 5; }
ReplayScreen.-compact.-overlay #right { display: block; layer: over; dock: right; width: 56; }
"""
