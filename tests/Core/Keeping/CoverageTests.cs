using System.Reflection;
using Evenhand.Core.Effects;
using Evenhand.Core.Folding;
using Evenhand.Core.Keeping;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Replaying;
using Evenhand.Core.Standing;
using Evenhand.Core.Statements;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Vault;
using Evenhand.Core.Viewing;
using Evenhand.Tests.Policies.Harbour;
using Evenhand.Tests.Replay;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Keeping;

/// <summary>
/// That a field comes back means something only where it had left: every field of whatever has state has to differ
/// from that of an account just opened in some stream of these tests. So a new field needs an event that changes it
/// here, and then its class's <c>Exchange</c>.
/// </summary>
public class CoverageTests
{
    /// <summary>What is as it is from the opening on, marks that are put back when the state is kept, and what only shells look for; nothing else.</summary>
    private static readonly string[] Fixed =
    [
        "AccountState.<Calendar>k__BackingField",
        "AccountState.<FreesStocks>k__BackingField",
        "AccountState.<Parts>k__BackingField",
        "AccountState.<Profile>k__BackingField",
        "AccountState.<Shared>k__BackingField",
        "AddOnsHeld.<addOns>P",
        "CountedUse.<Key>k__BackingField",
        "CoverChain.<Charges>k__BackingField",
        "CoverChain.<IsClosing>k__BackingField",
        "CoverChain.<Meter>k__BackingField",
        "CoverState.<keyed>P",
        "Ending.<kept>P",
        "ExceptedUsage.<limits>P",
        "Fault.<DidYouMean>k__BackingField",
        "Fault.<Unknown>k__BackingField",
        "MeterStates.<Stocks>k__BackingField",
        "PartList.all",
        "PartList.timed",
        "PlanHeld.allotment",
        "Promise.<IsOver>k__BackingField",
        "RollingDistinct.first",
        "RollingSum.first",
        "Shared.<NotesTouched>k__BackingField",
        "Shared.<Opened>k__BackingField",
        "Shared.<Touched>k__BackingField",
        // No step of the four policies lasts a set time.
        "StepTerms.<Lasts>k__BackingField",
        "StockState.<isByThing>P",
        "StockState.<leastTime>P",
        "StockState.<things>P",
        "StoredThing.<IsGone>k__BackingField",
        "Symbols.seed",
        "Things.<leastTimes>P",
        "Waivers.<clauses>P",
    ];

    [Fact]
    public void Every_field_of_the_state_is_tried()
    {
        HashSet<string> tried = [];
        foreach (var account in Accounts())
            account.Fold(
                new HashSet<int>(Places(account.Count)),
                (before, after) =>
                {
                    Structure.Of(before, after).Differences.ShouldBeEmpty();
                    tried.UnionWith(Structure.Of(before.Fresh(), before).Differing);
                }
            );
        WithState()
            .SelectMany(Structure.FieldsOf)
            .Where(field => field.DeclaringType!.Assembly == typeof(AccountState).Assembly)
            .Where(field => !Structure.IsFixed(field.FieldType))
            .Select(Structure.NameOf)
            .Except(tried)
            .Order(StringComparer.Ordinal)
            .ShouldBe(Fixed);
    }

    /// <summary>Up to thirty places spread evenly, the last one among them.</summary>
    private static IEnumerable<int> Places(int count) =>
        Enumerable.Range(1, 30).Select(part => count * part / 30 - 1);

    private static IEnumerable<AccountStream> Accounts() =>
        AcceptanceCasesTests
            .Names.SelectMany(name => AccountStream.OfCase(name.Data))
            .Concat(
                StandingCasesTests.Names.SelectMany(name =>
                    AccountStream.OfCase($"standing/{name.Data}")
                )
            )
            .Concat(
                VaultCasesTests.Names.SelectMany(name => AccountStream.OfCase($"vault/{name.Data}"))
            )
            .Concat(
                Enumerable
                    .Range(1, 20)
                    .SelectMany(seed => AccountStream.Of(new VaultWalk(seed).Lines))
            )
            .Concat(SetAsideToTheEnd())
            .Concat(LateInTheNextCycle())
            .Concat(Enumerable.Range(1, 3).SelectMany(Random))
            .Concat(FreePlaces())
            .Concat(Accepting())
            .Concat(FreeStocks());

    private static List<AccountStream> Random(int seed) =>
        AccountStream.Of(new RandomStream(seed, perAccount: 400).Lines, AccountStream.Amended);

    /// <summary>A copy that is due no more, for it was in quarantine when all else was purged.</summary>
    private static List<AccountStream> SetAsideToTheEnd()
    {
        var story = Story
            .Under("qcontact")
            .At("2026-01-02", "offload.activated", """{"target": "t", "kind": "sftp"}""")
            .At(
                "2026-01-03",
                "object.stored",
                """{"object": "a", "class": "call-recording", "bytes": 7}"""
            )
            .At(
                "2026-01-04",
                "hold.placed",
                """{"hold": "h", "by": "ann", "reason": "so", "side": "vendor"}"""
            )
            .At(
                "2026-01-05",
                "report.filed",
                """{"clause": "content-harmful-software", "by": "eve", "object": "a"}"""
            )
            .At("2026-01-06", "account.terminated")
            .At(
                "2026-03-01",
                "quarantine.lifted",
                """{"object": "a", "by": "ann", "reason": "harmless"}"""
            )
            .At("2026-03-02", "hold.released", """{"hold": "h", "by": "ann", "reason": "over"}""");
        return AccountStream.Of(story.Lines);
    }

    /// <summary>A promise that is broken once the cycle in which it was given is over.</summary>
    private static List<AccountStream> LateInTheNextCycle()
    {
        var story = Story
            .Under("qcontact")
            .At(
                "2026-01-03",
                "object.stored",
                """{"object": "a", "class": "call-recording", "bytes": 7, "tier": "cold"}"""
            )
            .At("2026-01-31T20:00:00Z", "object.retrieved", """{"object": "a", "retrieval": "r"}""")
            .At("2026-02-02", "object.retrieved", """{"object": "a"}""")
            .At("2026-02-03", "object.retrieved", """{"object": "a"}""");
        return AccountStream.Of(story.Lines);
    }

    /// <summary>
    /// No published policy gives places for as long as a state is open, nor compares accounts on the same plan; one of them
    /// could be read so.
    /// </summary>
    private static List<AccountStream> FreePlaces()
    {
        var shelf = Published.Amended(
            "engagece",
            "2026.1",
            "2026-01-05",
            ("taken: each cycle", "taken: conversation"),
            ("among: same policy", "among: same plan")
        );
        var story = Story
            .Under("engagece", plan: "volume-500", shelf: shelf)
            .At("2026-01-06", "addon.added", """{"addon": "unlimited-conversations-50"}""")
            .At("2026-01-07", "contact.responded", """{"contact": "lead"}""")
            .At("2026-01-08", "sms.sent", """{"contact": "lead", "segments": 1}""")
            .At("2026-01-09", "sms.sent", """{"contact": "lead", "segments": 1}""")
            .At("2026-02-09", "sms.sent", """{"contact": "lead", "segments": 1}""")
            .At("2026-02-10", "sms.sent", """{"contact": "lead", "segments": 1}""");
        return AccountStream.Of(story.Lines, shelf);
    }

    /// <summary>An amendment is accepted by the first act under it.</summary>
    private static List<AccountStream> Accepting()
    {
        var shelf = Published.Amended("numonix", "2026.1", "2026-01-05");
        var story = Story
            .Under("numonix", shelf: shelf)
            .At("2026-01-06", "api.called")
            .At("2026-01-07", "api.called");
        return AccountStream.Of(story.Lines, shelf);
    }

    /// <summary>No published policy has a stock that is free for a time.</summary>
    private static List<AccountStream> FreeStocks()
    {
        var version = HarbourFiles.CompiledDock(
            "state: { name: fair, opens: signal.given, lasts: 5 days }\n"
                + "stock: { name: crates, of: crate, counts: bytes }\nfree: { of: crates, while: fair }\n"
                + "charge: { of: crates, price: { USD: 1 }, for: 1 GB, status: due }"
        );
        var shelf = new PolicyShelf(HarbourFiles.Catalogue, [version]);
        var story = Story
            .Under("harbour", shelf: shelf)
            .At("2026-01-02", "signal.given")
            .At("2026-01-03", "crate.stored", """{"crate": "a", "kind": "wood", "bytes": 7}""")
            .At("2026-01-04", "crate.stored", """{"crate": "b", "kind": "wood", "bytes": 9}""")
            .At("2026-01-10", "crate.removed", """{"crate": "a"}""");
        return AccountStream.Of(story.Lines, shelf);
    }

    /// <summary>The classes whose objects make up an account, as their fields tell it.</summary>
    private static HashSet<Type> WithState()
    {
        var core = typeof(AccountState).Assembly.GetTypes();
        HashSet<Type> found = [];
        Queue<Type> open = new(core.Where(Exchanges));
        while (open.TryDequeue(out var type))
        {
            foreach (var part in type.GetGenericArguments().Append(type.GetElementType()!))
                if (part is not null)
                    open.Enqueue(part);
            if (
                type.Assembly != typeof(AccountState).Assembly
                || !IsState(type)
                || Structure.IsSmall(type)
                || !found.Add(type)
            )
                continue;
            foreach (var field in Structure.FieldsOf(type))
                open.Enqueue(field.FieldType);
            foreach (var derived in core.Where(each => each.BaseType == type))
                open.Enqueue(derived);
        }
        return found;
    }

    private static bool Exchanges(Type type) =>
        type.GetMethods(
                BindingFlags.Instance
                    | BindingFlags.Static
                    | BindingFlags.Public
                    | BindingFlags.NonPublic
                    | BindingFlags.DeclaredOnly
            )
            .Any(method =>
                method.Name == "Exchange"
                && method.GetParameters().FirstOrDefault()?.ParameterType == typeof(StatePort)
            );

    private static bool IsState(Type type) =>
        !Structure.IsFixed(type)
        && !Structure.IsPlain(type)
        && !type.IsAssignableTo(typeof(StatePort))
        && !type.IsAssignableTo(typeof(Delegate))
        // What an account is; told of Structure.Compare at every cut.
        && type != typeof(Profile)
        && type != typeof(Calendar)
        // What goes by time is compared as a list.
        && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Timeline<>))
        // What a checkpoint holds beside the state: CheckpointLawTests shows that nothing of it is lost.
        && type.Namespace != typeof(Checkpoint).Namespace
        && type != typeof(ChargeDecisions)
        && type != typeof(VoidedFindings)
        // Drained before anything is kept.
        && type != typeof(OpenedCase)
        // Its parts are compared one by one.
        && type != typeof(StandingFold)
        && type != typeof(VaultFold)
        // Made of the vault's book when it comes in.
        && type != typeof(CustomersRules)
        && type != typeof(CustomersRule)
        && type != typeof(KeptThings)
        && type != typeof(RunOuts)
        // Made of the state, not kept in it.
        && type != typeof(Statement)
        && type != typeof(WalletBalance);
}
