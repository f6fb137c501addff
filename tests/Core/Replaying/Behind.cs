using System.Text;
using Evenhand.Core.Effects;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Tests.Core.Replaying;

/// <summary>What lines of events come to, and which of them stand behind the lines of statements.</summary>
internal sealed class Behind
{
    private readonly ReplayContext context;
    private readonly IReadOnlyList<string> lines;

    public Behind(IEnumerable<string> lines, PolicyShelf shelf, NodaTime.Instant? until = null)
    {
        this.lines = [.. lines];
        var (accounts, sources, set) = (new NameTable(0), new NameTable(0), new EventSet());
        var parser = new EventParser(shelf.Catalogue, accounts, sources, 0);
        var writer = new RecordWriter();
        for (var i = 0; i < this.lines.Count; i++)
            parser.TryParse(Encoding.UTF8.GetBytes(this.lines[i]), 0, i + 1, writer, out _);
        set.Add(writer.Take(), (_, _) => { });
        var end = until is { } last ? Moment.Of(last) : (Moment?)null;
        context = new ReplayContext(new Rulebook(shelf), set, accounts, sources, end, 0);
    }

    /// <summary>The accounts, by number.</summary>
    public IEnumerable<int> Accounts => context.Set.Accounts.Where(account => account != 0);

    public IEnumerable<Statement> Statements(int account) =>
        AccountReplay.Run(context, account).Effects.OfType<Statement>();

    /// <summary>What the events behind a line counted, by their place among the lines, from 0.</summary>
    public Dictionary<int, Rational?> Of(int account, Statement statement, string clause)
    {
        var version = statement.Lines.First(line => line.Clause.Slug == clause).Version;
        var watch = new LineWatch(version, new ClauseId(clause), statement.From);
        AccountReplay.Run(context, account, watch);
        return watch.Shares.ToDictionary(share => share.Key - 1, share => share.Value);
    }

    /// <summary>The events behind the lines of a clause in the first statement, as <c>id quantity</c>.</summary>
    public string[] Told(string clause)
    {
        var account = Accounts.Single();
        var found = Of(account, Statements(account).First(), clause);
        return
        [
            .. found
                .OrderBy(each => each.Key)
                .Select(each => $"{Id(each.Key)} {each.Value}".Trim()),
        ];
    }

    /// <summary>Whether a line states a value of a stock, which is no sum of anything.</summary>
    public bool IsOfStock(Statement statement, Line line)
    {
        var policy = context
            .Rules.Shelf.Versions(statement.Policy)
            .Single(each => each.Version == line.Version);
        return policy.Charges.Any(charge =>
            policy.Clauses.At(charge.Clause).Id == line.Clause
            && policy.Meters.At(charge.Meter) is StockMeter
        );
    }

    private string Id(int place) => lines[place].Split("\"id\":\"")[1].Split('"')[0];
}
