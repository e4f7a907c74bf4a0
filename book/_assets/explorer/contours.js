// Contour lines by marching squares, as one Path2D.

// The corners of a square that lie above a level choose its edges: 0 below, 1 right, 2 above, 3 left.
const EDGES = [[], [3, 0], [0, 1], [3, 1], [1, 2], [3, 0, 1, 2], [0, 2], [3, 2], [2, 3], [2, 0], [0, 1, 2, 3], [2, 1], [1, 3], [1, 0], [0, 3], []];

// height(column, row) of a grid of columns x rows points; at(column, row) gives the pixel of such a point.
export const contours = (height, columns, rows, levels, at) => {
  const heights = Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => height(column, row)));
  const lines = new Path2D();
  for (const level of levels) {
    for (let row = 0; row + 1 < rows; row++) {
      for (let column = 0; column + 1 < columns; column++) {
        const corners = [heights[row][column], heights[row][column + 1], heights[row + 1][column + 1], heights[row + 1][column]];
        const above = corners.reduce((bits, one, i) => bits | ((one > level) << i), 0);
        const edges = EDGES[above];
        for (let i = 0; i < edges.length; i += 2) {
          lines.moveTo(...at(...crossing(edges[i], corners, level, column, row)));
          lines.lineTo(...at(...crossing(edges[i + 1], corners, level, column, row)));
        }
      }
    }
  }
  return lines;
};

const CORNERS = [[0, 0], [1, 0], [1, 1], [0, 1]];

const crossing = (edge, corners, level, column, row) => {
  const [from, to] = [edge, (edge + 1) % 4];
  const part = (level - corners[from]) / (corners[to] - corners[from]);
  const [[x0, y0], [x1, y1]] = [CORNERS[from], CORNERS[to]];
  return [column + x0 + part * (x1 - x0), row + y0 + part * (y1 - y0)];
};
