/* Draws pictures with ncurses, as well as ncurses can, and says what it sent.
 *
 * Started as: ncurses ROWS COLUMNS. Input, by lines:
 *   ROW COLUMN FOREGROUND ATTRIBUTES WORDS   a stretch of one style; -1 is the default colour
 *   . ROW COLUMN                             the end of a picture, and its cursor; -1 -1 for none
 * Attributes are a sum: 1 bold, 2 dim, 4 italic, 8 underlined, 16 reversed.
 * After each picture comes the number of bytes, a line feed, and the bytes.
 */
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static attr_t attributes(int sum)
{
	attr_t set = A_NORMAL;
	if (sum & 1)
		set |= A_BOLD;
	if (sum & 2)
		set |= A_DIM;
	if (sum & 4)
		set |= A_ITALIC;
	if (sum & 8)
		set |= A_UNDERLINE;
	if (sum & 16)
		set |= A_REVERSE;
	return set;
}

static void report(int fd, off_t *from)
{
	off_t end = lseek(fd, 0, SEEK_END);
	size_t count = (size_t)(end - *from);
	char *bytes = malloc(count + 1);
	if (!bytes || pread(fd, bytes, count, *from) != (ssize_t)count)
		exit(3);
	printf("%zu\n", count);
	fwrite(bytes, 1, count, stdout);
	fflush(stdout);
	free(bytes);
	*from = end;
}

int main(int argc, char **argv)
{
	char line[4096];
	off_t from = 0;
	FILE *sent = tmpfile();
	FILE *nobody = fopen("/dev/null", "r");
	if (argc != 3 || !sent || !nobody)
		return 2;
	setlocale(LC_ALL, "C.UTF-8");
	setenv("LINES", argv[1], 1);
	setenv("COLUMNS", argv[2], 1);
	if (!newterm("xterm-256color", sent, nobody))
		return 2;
	raw();
	noecho();
	nonl();
	start_color();
	use_default_colors();
	for (int color = 0; color < 16; color++)
		init_pair((short)(color + 1), (short)color, -1);
	idlok(stdscr, TRUE);
	idcok(stdscr, TRUE);
	erase();
	while (fgets(line, sizeof line, stdin)) {
		int row, column, color, set, at;
		line[strcspn(line, "\n")] = 0;
		if (line[0] == '.') {
			if (sscanf(line + 1, "%d %d", &row, &column) != 2)
				return 2;
			leaveok(stdscr, row < 0);
			if (row >= 0)
				move(row, column);
			curs_set(row >= 0);
			refresh();
			report(fileno(sent), &from);
			erase();
		} else {
			if (sscanf(line, "%d %d %d %d%n", &row, &column, &color, &set, &at) != 4)
				return 2;
			attr_set(attributes(set), (short)(color + 1), NULL);
			/* The last cell of the screen is filled although this is an error. */
			mvaddstr(row, column, line + at + 1);
		}
	}
	return 0;
}
