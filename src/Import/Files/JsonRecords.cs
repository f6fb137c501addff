using System.Text;

namespace Evenhand.Import.Files;

/// <summary>The objects of a JSON file, one by one, in memory that does not grow with the file.</summary>
internal abstract class JsonRecords
{
    /// <summary>Bytes of one record; longer ones are faults.</summary>
    public const int Longest = 16 << 20;

    public abstract JsonRecord? Next();
}

/// <summary>An object a line: a line that is none costs itself only.</summary>
internal sealed class JsonLines(Stream utf8) : JsonRecords
{
    private const int LongestLine = 4 << 20;

    private readonly PhysicalLines lines = new(utf8, LongestLine);

    public override JsonRecord? Next()
    {
        while (lines.Next() is { } line)
        {
            if (line.Fault is { } fault)
                return new JsonRecord(line.Number, null, fault);
            if (!string.IsNullOrWhiteSpace(line.Text))
                return JsonRecord.Of(line.Number, Encoding.UTF8.GetBytes(line.Text));
        }
        return null;
    }
}
