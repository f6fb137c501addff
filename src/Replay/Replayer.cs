using System.Collections.Concurrent;
using System.Security.Cryptography;
using Evenhand.Core;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Replay;

/// <summary>
/// Replays files of events on all processors: blocks of lines are parsed in parallel and joined in the order of the
/// input; then accounts are folded in parallel, each on its own.
/// </summary>
public sealed class Replayer
{
    /// <summary>Why a line beyond the bound is rejected.</summary>
    public static Fault TooLong { get; } =
        Fault.Told(Code.TooLarge, "the line is longer than 1 MiB");

    private static readonly int Workers = Math.Max(2, Environment.ProcessorCount);

    private readonly PolicyShelf shelf;
    private readonly long seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
    private readonly NameTable accounts;
    private readonly NameTable sources;
    private readonly Gathering gathering = new();
    private readonly List<Rejection> rejections = [];
    private readonly ConcurrentBag<BlockParser> parsers = [];
    private readonly ConcurrentBag<RecordWriter> writers = [];
    private EventSet? set;

    /// <summary>A replay under the policies of a shelf.</summary>
    public Replayer(PolicyShelf shelf)
    {
        this.shelf = shelf;
        accounts = new NameTable(seed);
        sources = new NameTable(seed);
    }

    /// <summary>Told now and then how many bytes are read, and how many events they held.</summary>
    public Action<long, long>? Progress { get; set; }

    /// <summary>Reads events, in the order of the input.</summary>
    /// <param name="input">Lines of JSON, UTF-8.</param>
    /// <param name="file">The number by which rejections name the input.</param>
    public void Read(Stream input, int file)
    {
        var blocks = new LineBlocks(
            input,
            file,
            line => rejections.Add(new Rejection(file, line, TooLong))
        );
        var underWay = new Queue<Task<ParsedBlock>>();
        long bytes = 0;
        foreach (var block in blocks.Read())
        {
            underWay.Enqueue(Task.Run(() => Parse(block)));
            if (underWay.Count > Workers)
                Join(underWay.Dequeue(), ref bytes);
        }
        while (underWay.TryDequeue(out var last))
            Join(last, ref bytes);
    }

    /// <summary>Folds what was read.</summary>
    /// <param name="until">Events at or after this instant are ignored; null: just after the last event.</param>
    public Replayed Fold(Moment? until) => Fold(until, shelf);

    /// <summary>Folds what was read under other policies of the same catalogue; what was read may be folded often.</summary>
    /// <param name="until">Events at or after this instant are ignored; null: just after the last event.</param>
    /// <param name="under">The policies.</param>
    public Replayed Fold(Moment? until, PolicyShelf under)
    {
        set ??= FindRepeats();
        var context = new ReplayContext(new Rulebook(under), set, accounts, sources, until, seed);
        var numbers = set.Accounts.Where(account => account != 0).ToArray();
        var outcomes = Together.Run(context, numbers, (count, run) => Parallel.For(0, count, run));
        var unmatched = new UnmatchedNames();
        foreach (var parser in parsers)
            unmatched.Add(parser.Unmatched);
        return new Replayed(
            StreamReplay.InOrder(outcomes),
            [
                .. rejections
                    .Concat(outcomes.SelectMany(outcome => outcome.Rejections))
                    .OrderBy(rejection => rejection.File)
                    .ThenBy(rejection => rejection.Line)
                    .Select(WithMeant),
            ],
            [.. Notes(context, until)],
            unmatched.Counts,
            numbers.Length,
            set.Count,
            set.Repeats
        );
    }

    private Rejection WithMeant(Rejection rejection) =>
        rejection.Fault.Unknown is null
            ? rejection
            : rejection with
            {
                Fault = rejection.Fault.WithMeant(shelf.Catalogue),
            };

    private EventSet FindRepeats()
    {
        Gathered[] gathered = [.. gathering.Accounts];
        Parallel.ForEach(gathered, each => each.FindRepeats());
        foreach (var (file, line) in gathered.SelectMany(each => each.Conflicts))
            rejections.Add(new Rejection(file, line, StreamReplay.Conflict));
        return gathering.ToSet();
    }

    private static IEnumerable<Rejection> Notes(ReplayContext context, Moment? until) =>
        (until is null ? StreamEnd.Behind(context.Set, context.Until) : [])
            .Concat(context.Disputed)
            .OrderBy(note => note.File)
            .ThenBy(note => note.Line);

    private ParsedBlock Parse(LineBlock block)
    {
        if (!parsers.TryTake(out var parser))
            parser = new BlockParser(shelf.Catalogue, accounts, sources, seed);
        if (!writers.TryTake(out var writer))
            writer = new RecordWriter();
        var parsed = parser.Parse(block, writer);
        parsers.Add(parser);
        return parsed;
    }

    private void Join(Task<ParsedBlock> parsing, ref long bytes)
    {
        var parsed = parsing.GetAwaiter().GetResult();
        rejections.AddRange(parsed.Rejections);
        gathering.Add(parsed.Records.From(0));
        parsed.Records.Truncate(0);
        writers.Add(parsed.Records);
        bytes += parsed.Bytes;
        Progress?.Invoke(bytes, gathering.Count);
    }
}

/// <summary>What a replay came to.</summary>
/// <param name="Effects">In the order of time; wallets last.</param>
/// <param name="Rejections">In the order of files and lines.</param>
/// <param name="Notes">What is told of events that are not rejected, in the order of files and lines.</param>
/// <param name="UnknownNames">Event types and fields that the catalogue does not know, with how often they were seen.</param>
/// <param name="Accounts">How many accounts had events.</param>
/// <param name="Events">How many different events there were.</param>
/// <param name="Repeats">How many repeats were dropped.</param>
public sealed record Replayed(
    IEnumerable<Effect> Effects,
    IReadOnlyList<Rejection> Rejections,
    IReadOnlyList<Rejection> Notes,
    IReadOnlyDictionary<OddName, long> UnknownNames,
    int Accounts,
    int Events,
    long Repeats
);
