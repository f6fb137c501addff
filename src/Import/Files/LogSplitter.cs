namespace Evenhand.Import.Files;

/// <summary>
/// The words of a server's log: separated by blanks, and those that hold blanks in quotes or square brackets. A closing
/// mark is one with a blank or the end behind it, since logs write what clients sent, quotes included. One behind a backslash is none.
/// </summary>
internal sealed class LogSplitter : Splitter
{
    public override bool SpansLines => false;

    protected override bool Split(string record, List<Cell> into)
    {
        var at = 0;
        while (at < record.Length)
        {
            if (record[at] == ' ')
                at++;
            else if (record[at] is '"' or '[')
                at = Enclosed(record, at, record[at] == '"' ? '"' : ']', into);
            else
                at = Word(record, at, into);
            if (at < 0)
                return false;
        }
        return true;
    }

    private static int Word(string record, int from, List<Cell> into)
    {
        var blank = record.IndexOf(' ', from);
        var end = blank < 0 ? record.Length : blank;
        into.Add(new Cell(record[from..end], CellKind.Plain));
        return end;
    }

    private static int Enclosed(string record, int from, char closing, List<Cell> into)
    {
        for (var end = from + 1; end < record.Length; end++)
        {
            if (record[end] == '\\')
            {
                end++;
                continue;
            }
            if (record[end] != closing || (end + 1 < record.Length && record[end + 1] != ' '))
                continue;
            into.Add(new Cell(record[(from + 1)..end], CellKind.Quoted));
            return end + 1;
        }
        return -1;
    }
}
