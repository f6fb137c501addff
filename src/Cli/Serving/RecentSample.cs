using System.Globalization;
using System.Text;
using Evenhand.Sampling;
using NodaTime;

namespace Evenhand.Cli.Serving;

/// <summary>A sample that ends now, in blocks of lines.</summary>
internal static class RecentSample
{
    private const int Months = 2;
    private const int AccountsOfEach = 3;
    private const int BlockBytes = 1 << 20;

    private static readonly byte[] TimeField = "\"time\":\""u8.ToArray();

    /// <summary>Blocks of whole lines; what the sampler foresees for later today is left out.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(
        IReadOnlyList<Profile> profiles,
        DateTimeOffset now
    )
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var sample = File.Create(file))
                new Sampler(Request(profiles, now)).Write(sample);
            foreach (var block in Blocks(file, now))
                yield return block;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static SampleRequest Request(IReadOnlyList<Profile> profiles, DateTimeOffset now) =>
        new()
        {
            Profiles = profiles,
            Accounts = profiles.Count * AccountsOfEach,
            Months = Months,
            From = LocalDate.FromDateTime(now.UtcDateTime).PlusDays(1).PlusMonths(-Months),
        };

    private static IEnumerable<ReadOnlyMemory<byte>> Blocks(string file, DateTimeOffset now)
    {
        var until = now.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture
        );
        var end = Encoding.ASCII.GetBytes(until);
        var block = new MemoryStream(BlockBytes + 4096);
        foreach (var line in File.ReadLines(file).Select(Encoding.UTF8.GetBytes))
        {
            if (IsLater(line, end))
                continue;
            block.Write(line);
            block.WriteByte((byte)'\n');
            if (block.Length < BlockBytes)
                continue;
            yield return block.ToArray();
            block.SetLength(0);
        }
        if (block.Length > 0)
            yield return block.ToArray();
    }

    // The sampler writes every time in one form, so that they compare as texts.
    private static bool IsLater(ReadOnlySpan<byte> line, ReadOnlySpan<byte> end)
    {
        var at = line.IndexOf(TimeField);
        return at >= 0
            && line[(at + TimeField.Length)..] is var rest
            && rest.Length > end.Length
            && rest[..end.Length].SequenceCompareTo(end) > 0;
    }
}
