namespace Evenhand.Import.Files;

/// <summary>The lines of a file without the preamble above its table and the footer beneath it.</summary>
/// <param name="lines">All lines.</param>
/// <param name="preamble">So many lines at the beginning are passed over.</param>
/// <param name="footer">So many lines at the end that are not blank are left out.</param>
internal sealed class EdgedLines(PhysicalLines lines, int preamble, int footer)
{
    private readonly Queue<PhysicalLine> held = [];
    private int heldWithText;
    private int passedOver;

    public PhysicalLine? Next()
    {
        for (; passedOver < preamble; passedOver++)
            if (lines.Next() is null)
                return null;
        if (footer == 0)
            return lines.Next();
        while (heldWithText <= footer)
        {
            if (lines.Next() is not { } line)
                return null;
            held.Enqueue(line);
            heldWithText += IsBlank(line) ? 0 : 1;
        }
        var first = held.Dequeue();
        heldWithText -= IsBlank(first) ? 0 : 1;
        return first;
    }

    private static bool IsBlank(PhysicalLine line) =>
        line.Fault is null && string.IsNullOrWhiteSpace(line.Text);
}
