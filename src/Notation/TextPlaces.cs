namespace Evenhand.Notation;

/// <summary>The places of a text's offsets.</summary>
public sealed class TextPlaces
{
    private readonly List<int> lineStarts = [0];

    /// <summary>Looks where the lines of a text begin.</summary>
    public TextPlaces(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (
                text[i] == '\n'
                || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))
            )
                lineStarts.Add(i + 1);
    }

    /// <summary>The place of an offset into the text.</summary>
    public Place At(int offset)
    {
        var line = lineStarts.BinarySearch(offset);
        if (line < 0)
            line = ~line - 1;
        return new Place(line + 1, offset - lineStarts[line] + 1);
    }
}
