using System.Text.Json;
using Evenhand.Cli.Reading;
using Evenhand.Core.Time;
using Evenhand.Node.Amending;

namespace Evenhand.Cli.Backtesting;

/// <summary>
/// What a run has found so far, a line an account, behind a line that says of what: a run that was stopped goes on from it, and one that
/// has ended is not done again.
/// </summary>
internal sealed class BacktestFile : IDisposable
{
    private readonly StreamWriter? writer;

    private BacktestFile(StreamWriter? writer, Moment? now, IReadOnlyList<TriedAccount> known) =>
        (this.writer, Now, Known) = (writer, now, known);

    /// <summary>No file: nothing is kept.</summary>
    public static BacktestFile None { get; } = new(null, null, []);

    /// <summary>The present of the run that is gone on with; null for a new one.</summary>
    public Moment? Now { get; }

    /// <summary>What was found before.</summary>
    public IReadOnlyList<TriedAccount> Known { get; }

    /// <summary>Opens a file, a new one or that of a run of the same draft.</summary>
    /// <param name="path">The file.</param>
    /// <param name="head">What this run is of; its instant is taken where the file is new.</param>
    /// <exception cref="ReadRefusedException">It is of something else, or no such file.</exception>
    public static BacktestFile Open(string path, BacktestHead head)
    {
        var (before, known, whole) = Read(path, head);
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        // A line that a power cut left half is written anew.
        stream.SetLength(whole);
        stream.Seek(0, SeekOrigin.End);
        var writer = new StreamWriter(stream) { NewLine = "\n" };
        if (before is null)
            writer.WriteLine(JsonSerializer.Serialize(head, BacktestJson.Default.BacktestHead));
        writer.Flush();
        return new BacktestFile(writer, before is { } old ? new Moment(old.Now) : null, known);
    }

    /// <summary>Takes down what was found.</summary>
    public void Add(TriedAccount account)
    {
        writer?.WriteLine(JsonSerializer.Serialize(account, BacktestJson.Default.TriedAccount));
        writer?.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => writer?.Dispose();

    private static (BacktestHead? Head, List<TriedAccount> Known, long Whole) Read(
        string path,
        BacktestHead wanted
    )
    {
        if (!File.Exists(path))
            return (null, [], 0);
        var bytes = File.ReadAllBytes(path);
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        string[] lines = System
            .Text.Encoding.UTF8.GetString(bytes, 0, whole)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
            return (null, [], 0);
        try
        {
            var head = JsonSerializer.Deserialize(lines[0], BacktestJson.Default.BacktestHead);
            if (head is null || head.Draft != wanted.Draft || head.Months != wanted.Months)
                throw new ReadRefusedException(
                    $"{path} is of another draft, or of another number of months; name a new file with --resume"
                );
            return (
                head,
                [
                    .. lines[1..]
                        .Select(line =>
                            JsonSerializer.Deserialize(line, BacktestJson.Default.TriedAccount)!
                        ),
                ],
                whole
            );
        }
        catch (JsonException)
        {
            throw new ReadRefusedException($"{path} is no file that a backtest left");
        }
    }
}

/// <summary>What a run is of.</summary>
/// <param name="Draft">The hash of the draft.</param>
/// <param name="Months">On how many cycles.</param>
/// <param name="Now">The present, ticks since 1970.</param>
internal sealed record BacktestHead(string Draft, int Months, long Now);
