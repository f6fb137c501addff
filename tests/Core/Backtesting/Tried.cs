using System.Text;
using Evenhand.Core.Backtesting;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using NodaTime;

namespace Evenhand.Tests.Core.Backtesting;

/// <summary>Accounts of some lines, tried under another version.</summary>
internal sealed class Tried
{
    private readonly PolicyShelf shelf;
    private readonly ReplayContext context;

    public Tried(IEnumerable<string> lines, PolicyShelf shelf, Instant until)
    {
        this.shelf = shelf;
        var (accounts, sources, set) = (new NameTable(0), new NameTable(0), new EventSet());
        var parser = new EventParser(shelf.Catalogue, accounts, sources, 0);
        var writer = new RecordWriter();
        var line = 0;
        foreach (var each in lines)
            parser.TryParse(Encoding.UTF8.GetBytes(each), 0, ++line, writer, out _);
        set.Add(writer.Take(), (_, _) => { });
        context = new ReplayContext(
            new Rulebook(shelf),
            set,
            accounts,
            sources,
            Moment.Of(until),
            0
        );
    }

    public IEnumerable<int> Accounts => context.Set.Accounts.Where(account => account != 0);

    /// <summary>The name of an account's policy and the version in force in the end; null where it is not open.</summary>
    public PolicyVersion? InForce(int account) =>
        Statements(account).LastOrDefault() is { } last
            ? shelf.Versions(last.Policy).Last(version => version.Effective <= last.From.Instant)
            : null;

    public IEnumerable<Statement> Statements(int account) =>
        AccountReplay.Run(context, account).Effects.OfType<Statement>();

    /// <summary>What the last cycles of an account would have been.</summary>
    public Impact? Under(PolicyVersion other, int account, int cycles = 3)
    {
        var watch = new Backtest(new BacktestRules(other), cycles, context.Until);
        var outcome = AccountReplay.Run(context, account, watch);
        return watch.Of(outcome, context.Rates);
    }

    /// <summary>All of it as text.</summary>
    public static string Text(Impact? impact) =>
        impact is null
            ? ""
            : string.Join(
                '\n',
                [
                    $"{impact.Account} {impact.Plan} {impact.Currency} {impact.Refused} {string.Join(' ', impact.Idle)}",
                    $"steps {string.Join(' ', impact.StepsWithoutCase)}",
                    .. impact.Denied.Select(each => each.ToString()),
                    .. impact.Cycles.SelectMany(cycle =>
                        cycle.Clauses.Select(clause => $"{cycle.Cycle} {cycle.Version} {clause}")
                    ),
                ]
            );

    /// <summary>The only account of a story under a version of a shelf.</summary>
    public static Impact Of(Story story, PolicyShelf shelf, string policy, string until)
    {
        var tried = new Tried(story.Lines, shelf, Story.Instant(until));
        return tried.Under(shelf.Versions(policy)[^1], tried.Accounts.Single())!;
    }
}
