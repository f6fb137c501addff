using System.IO.Compression;
using System.Text;
using Evenhand.Core.Folding;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Shouldly;

namespace Evenhand.Tests.Core.Keeping;

/// <summary>The events of one account in the order of time, from its opening on, and folds of them.</summary>
internal sealed class AccountStream
{
    private static readonly Lazy<PolicyShelf> WithAmendment = new(() =>
        Published.Amended("qcontact", "2026.1", "2026-02-10")
    );

    private readonly PolicyShelf shelf;
    private readonly Profile profile;
    private readonly byte[] batch;
    private readonly List<int> offsets;

    private AccountStream(PolicyShelf shelf, Profile profile, byte[] batch, List<int> offsets) =>
        (this.shelf, this.profile, this.batch, this.offsets) = (shelf, profile, batch, offsets);

    public int Count => offsets.Count;

    /// <summary>The published policies, one of them with a second version from within the random streams on.</summary>
    public static PolicyShelf Amended => WithAmendment.Value;

    private Moment End => Record.Head(batch, offsets[^1]).Time + TimeSpan.FromDays(40);

    /// <summary>The accounts that events of a stream open.</summary>
    public static List<AccountStream> Of(IEnumerable<string> lines, PolicyShelf? shelf = null)
    {
        shelf ??= Published.Shelf;
        var (accounts, sources) = (new NameTable(0), new NameTable(0));
        var batch = Parse(lines, new EventParser(shelf.Catalogue, accounts, sources, 0));
        var context = new ReplayContext(
            new Rulebook(shelf),
            new EventSet(),
            accounts,
            sources,
            null,
            0
        );
        List<int> offsets = [];
        for (var at = 0; at < batch.Length; at += Record.Head(batch, at).Length)
            offsets.Add(at);
        List<AccountStream> streams = [];
        foreach (var account in offsets.GroupBy(at => Record.Head(batch, at).Account))
            if (account.Key != 0)
                Add(streams, context, batch, account);
        return streams;
    }

    /// <summary>The accounts of an acceptance case.</summary>
    public static List<AccountStream> OfCase(string name)
    {
        var plain = RepositoryFile.PathOf($"tests/Cases/{name}.ndjson");
        using System.IO.Stream stream = File.Exists(plain)
            ? File.OpenRead(plain)
            : new GZipStream(File.OpenRead($"{plain}.gz"), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        return Of(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Folds them all; before each of the given places the account passes to bytes and is another then.</summary>
    public Folded Fold(IReadOnlySet<int> cuts, Action<Folded, Folded>? compare = null)
    {
        var folded = Folded.Open(shelf, profile);
        for (var i = 0; i < offsets.Count; i++)
        {
            if (cuts.Contains(i))
            {
                var before = folded;
                folded = Folded.From(before.Bytes(), shelf);
                compare?.Invoke(before, folded);
            }
            folded.Apply(batch, offsets[i]);
        }
        folded.Advance(End);
        return folded;
    }

    private static byte[] Parse(IEnumerable<string> lines, EventParser parser)
    {
        var writer = new RecordWriter();
        var number = 0;
        foreach (var line in lines)
            parser
                .TryParse(Encoding.UTF8.GetBytes(line), 0, ++number, writer, out var fault)
                .ShouldBeTrue(fault?.ToString());
        return writer.Take();
    }

    private static void Add(
        List<AccountStream> streams,
        ReplayContext context,
        byte[] batch,
        IGrouping<int, int> account
    )
    {
        List<int> sorted = [.. account.OrderBy(at => Record.Head(batch, at).Time)];
        var opening = sorted.FindIndex(at =>
            Record.Head(batch, at).Type == (int)BuiltIns.Kind.Opened
        );
        var (e, symbols) = (new Event(), new Symbols());
        var everything = new uint[context.Rules.Shelf.Catalogue.Types.Length];
        Array.Fill(everything, uint.MaxValue);
        e.Read(batch, sorted[opening], context.Rules.Shelf.Catalogue, symbols, everything);
        var name = context.Accounts.Text(account.Key);
        Opening
            .Read(context.Rules.Shelf, new AccountId(name), e, symbols, out var profile)
            .ShouldBeNull();
        sorted.RemoveRange(0, opening + 1);
        if (sorted.Count > 0)
            streams.Add(new AccountStream(context.Rules.Shelf, profile!, batch, sorted));
    }
}
