// A yardstick: orders on a map of 60 places and 60 pieces through the reducer of boardgame.io, without a network.
// `NODE_ENV=production node peer_boardgame.js SECONDS`, with NODE_PATH naming a node_modules folder that has it
// (`npm install boardgame.io`). Prints one JSON object: moves, CPU seconds.

const PLACES = 60;
const PIECES = 60;
const SIDES = 3;
const ORDERS = 780; // of one game: 20 a turn and side, 13 turns
const ORDERS_A_TURN = 20;

let kit;
try {
  kit = require('boardgame.io/internal');
} catch {
  console.log(JSON.stringify({ peer: 'boardgame.io', error: 'not installed' }));
  process.exit(0);
}

// One order: a piece goes along a road, tires, loses some strength by chance, and takes the place if it is the enemy's.
function march({ G, random }, piece, road) {
  const unit = G.pieces[piece];
  const goal = G.places[unit.at].roads[road];
  unit.at = goal;
  unit.supply -= 1;
  unit.strength -= random.D6();
  if (G.places[goal].holder !== unit.side) {
    G.places[goal].holder = unit.side;
    G.places[goal].people -= 10;
  }
}

const game = {
  name: 'map',
  setup: () => ({
    places: Array.from({ length: PLACES }, (_, p) => ({
      holder: p % SIDES,
      people: 1000,
      roads: [(p + 1) % PLACES, (p + PLACES - 1) % PLACES, (p + 7) % PLACES],
    })),
    pieces: Array.from({ length: PIECES }, (_, f) => ({ side: f % SIDES, at: f, strength: 1000, supply: 1000 })),
  }),
  turn: { minMoves: ORDERS_A_TURN, maxMoves: ORDERS_A_TURN },
  moves: { march },
};

const reduce = kit.CreateGameReducer({ game });

function play() {
  let state = kit.InitializeGame({ game, numPlayers: SIDES });
  for (let n = 0; n < ORDERS; n++) {
    const args = [(n * 7) % PIECES, n % 3];
    state = reduce(state, { type: 'MAKE_MOVE', payload: { type: 'march', args, playerID: state.ctx.currentPlayer } });
  }
  if (state._stateID < ORDERS) throw new Error(`only ${state._stateID} of ${ORDERS} orders were taken`);
  return state;
}

const spent = (begun) => {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1e6;
};
const seconds = Number(process.argv[2] ?? 0.5);
for (const warm = process.cpuUsage(); spent(warm) < 0.3; ) play(); // let the engine of JavaScript compile it
const begun = process.cpuUsage();
let moves = 0;
while (spent(begun) < seconds) {
  play();
  moves += ORDERS;
}
console.log(JSON.stringify({ peer: 'boardgame.io map 60x60', moves, cpu_s: Number(spent(begun).toFixed(4)) }));
