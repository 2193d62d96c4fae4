export { emptyRoot, foldRange, leafHash, nodeHash, perfectNodes, rootOf, type Hash, type NodeId } from './tree.ts';
export { consistencyRanges, inclusionRanges, verifyConsistency, verifyInclusion, type Range } from './proofs.ts';
export { entriesPath, partialWidth, readTilePath, tilePath, tileWidth, tilesOf, type Tile } from './tiles.ts';
export { proveCounted, sumRoot, verifyCounted, type CountedStep, type SumRoot } from './sum-tree.ts';
