using System.Text;
using Evenhand.Core.Gate;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;

namespace Evenhand.Tests.Core.Gate;

/// <summary>An account that goes on live after a story: asked, held for and applied to by lines of JSON.</summary>
internal sealed class Lived
{
    private const string Noon = "2026-01-20T12:00:00Z";
    private readonly PolicyShelf shelf;
    private readonly LiveAccount account;
    private readonly EventParser parser;
    private int happened;

    private Lived(PolicyShelf shelf, LiveAccount account)
    {
        this.shelf = shelf;
        this.account = account;
        parser = new EventParser(shelf.Catalogue, new NameTable(0), new NameTable(0), 0);
    }

    private Lived(PolicyShelf shelf, IEnumerable<string> lines, string until = "2026-01-20")
    {
        this.shelf = shelf;
        var (accounts, sources) = (new NameTable(0), new NameTable(0));
        parser = new EventParser(shelf.Catalogue, accounts, sources, 0);
        var set = new EventSet();
        set.Add(Parse(lines), (_, _) => { });
        var context = new ReplayContext(
            new Rulebook(shelf),
            set,
            accounts,
            sources,
            Story.Moment(until),
            0
        );
        account = AccountReplay.Live(context, set.Accounts.Single(each => each > 0))!;
    }

    /// <summary>An account under a policy of one clause, Dock, or of the whole document.</summary>
    public static Lived Under(string rule, Action<Story>? tell = null)
    {
        var text = rule.StartsWith("---", StringComparison.Ordinal)
            ? rule
            : HarbourFiles.Dock(rule);
        var shelf = new PolicyShelf(HarbourFiles.Catalogue, [HarbourFiles.Compiled(text)]);
        var story = Story.Under("harbour", shelf: shelf);
        tell?.Invoke(story);
        return new Lived(shelf, story.Lines);
    }

    /// <summary>The account of a story that is told in order.</summary>
    public static Lived After(PolicyShelf shelf, Story story, string until = "2026-01-20") =>
        new(shelf, story.Lines, until);

    /// <summary>The account of lines that come in order.</summary>
    public static Lived After(PolicyShelf shelf, IEnumerable<string> lines, string until) =>
        new(shelf, lines, until);

    /// <summary>An account just like it, for which nothing is held.</summary>
    public Lived Twin() =>
        new(shelf, LiveAccount.Restore(account.Rules, new StateReader(Bytes()), 0));

    /// <summary>What happens to it now.</summary>
    public Lived Then(string type, string data = "{}", string at = Noon)
    {
        var batch = Parse(new Story().At(at, type, data, $"then-{++happened}").Lines);
        account.Fault(batch, 0).ShouldBeNull();
        account.Apply(batch, 0).ShouldBeTrue();
        account.TakeEffects();
        return this;
    }

    /// <summary>What is said of what happens to it now.</summary>
    public IReadOnlyList<Evenhand.Core.Effects.Effect> Told(string type, string data, string at)
    {
        var batch = Parse(new Story().At(at, type, data, $"then-{++happened}").Lines);
        account.Advance(Story.Moment(at));
        account.TakeEffects();
        account.Apply(batch, 0).ShouldBeTrue();
        return account.TakeEffects();
    }

    /// <summary>What a rule would do to what it stores now.</summary>
    public RulePreview? Preview(bool deletes, string ofClass, long after, string at) =>
        RuleReading.Preview(account, Story.Moment(at), deletes, ofClass, after);

    /// <summary>Counts what came; false where it is to be folded anew.</summary>
    public bool TryCount(string line)
    {
        var counted = account.Apply(Parse([line]), 0);
        account.TakeEffects();
        return counted;
    }

    /// <summary>How long it takes to count what happens now, without the reading of it.</summary>
    public TimeSpan Count(IEnumerable<string> lines)
    {
        var batch = Parse(lines);
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var offset = 0; offset < batch.Length; offset += Record.Head(batch, offset).Length)
            account.Apply(batch, offset).ShouldBeTrue();
        return System.Diagnostics.Stopwatch.GetElapsedTime(began);
    }

    /// <summary>How many bytes it takes anew to count what happens now, without the reading of it.</summary>
    public long Allocates(IEnumerable<string> lines)
    {
        var batch = Parse(lines);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var offset = 0; offset < batch.Length; offset += Record.Head(batch, offset).Length)
            account.Apply(batch, offset);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public Answer Ask(string act, string with = "{}", long? quantity = null, string at = Noon)
    {
        var answer = account.Ask(Question(act, with, at), "asked", quantity, out var fault);
        fault.ShouldBeNull();
        return answer.ShouldNotBeNull();
    }

    public ReservedAct Hold(
        string act,
        string with = "{}",
        long? quantity = null,
        string at = Noon,
        string ends = "2026-01-20T13:00:00Z"
    ) => account.Reserve(Question(act, with, at), quantity, Story.Moment(ends)).ShouldNotBeNull();

    /// <summary>The outcome and the clauses of its reasons.</summary>
    public string Answers(string act, string with = "{}", long? quantity = null)
    {
        var decision = Ask(act, with, quantity).Decision;
        return string.Join(
            ' ',
            decision
                .Reasons.Select(reason => reason.Clause.Slug)
                .Prepend(decision.Outcome.ToString().ToLowerInvariant())
        );
    }

    /// <summary>What is left of each bound, as <c>clause left/amount</c>.</summary>
    public string[] Left(string act, string with = "{}", long? quantity = null) =>
        [
            .. Ask(act, with, quantity)
                .Bounds.Select(bound =>
                    FormattableString.Invariant(
                        $"{bound.Clause} {bound.Left:0.####}/{bound.Amount:0.####}"
                    )
                ),
        ];

    /// <summary>The whole state, what it shares with other versions too.</summary>
    public byte[] Bytes()
    {
        var writer = new StateWriter();
        account.Keep(writer);
        return writer.Written.ToArray();
    }

    private byte[] Question(string act, string with, string at) =>
        new LiveAskParser(shelf.Catalogue, 0, new UnmatchedNames())
            .Parse(
                Encoding.UTF8.GetBytes($$"""{"act":"{{act}}","with":{{with}}}"""),
                Story.Moment(at),
                out var fault
            )
            .ShouldNotBeNull(fault?.ToString());

    private byte[] Parse(IEnumerable<string> lines)
    {
        var writer = new RecordWriter();
        foreach (var line in lines)
            parser
                .TryParse(Encoding.UTF8.GetBytes(line), 0, 1, writer, out var fault)
                .ShouldBeTrue(fault?.ToString());
        return writer.Take();
    }
}
