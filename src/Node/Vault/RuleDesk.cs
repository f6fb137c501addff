using System.Text.Json.Nodes;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Replay.Output;
using Evenhand.Wording;

namespace Evenhand.Node.Vault;

/// <summary>
/// The rules by which an account has its stored things deleted, or moved to cold storage: what stands, what another would do at once, and
/// the setting of one. What would delete at once is set only where that was confirmed.
/// </summary>
public sealed class RuleDesk
{
    /// <summary>The rule that deletes.</summary>
    public const string Retention = "retention";

    /// <summary>The rule that moves to cold storage.</summary>
    public const string Lifecycle = "lifecycle";

    private readonly NodeContext context;
    private readonly ObjectReads objects;
    private readonly OwnEvents own;

    internal RuleDesk(NodeContext context, ObjectReads objects, OwnEvents own) =>
        (this.context, this.objects, this.own) = (context, objects, own);

    /// <summary>Every rule that an account may set, with what is set.</summary>
    /// <exception cref="RequestException">There is no such account, or it is not open.</exception>
    public IReadOnlyList<SetRule> Of(AccountId account) =>
        objects.Visit(
            account,
            (_, live) =>
            {
                var set = RuleReading
                    .Rules(live, context.Clock.Now)
                    .ToDictionary(each => (each.Deletes, each.Class), each => each.Days);
                return (SetRule[])
                    [
                        .. from rule in new[] { Retention, Lifecycle }
                        let deletes = rule == Retention
                        from ofClass in RuleReading.Classes(live, context.Clock.Now, deletes)
                        select new SetRule(
                            rule,
                            ofClass,
                            set.TryGetValue((deletes, ofClass), out var days) ? days : null
                        ),
                    ];
            }
        );

    /// <summary>What a rule would do at once.</summary>
    /// <exception cref="RequestException">There is no such account, or its policy has no such rule.</exception>
    public RulePreview Preview(AccountId account, SetRule rule) =>
        objects.Visit(
            account,
            (_, live) =>
                RuleReading.Preview(
                    live,
                    context.Clock.Now,
                    rule.Rule == Retention,
                    rule.Class,
                    rule.After ?? long.MaxValue
                )
                ?? throw new RequestException(Code.Unmet, UnmetSentence.Of(UnmetBy(live)))
                {
                    Unmet = UnmetBy(live),
                }
        );

    /// <summary>Sets a rule, in the account's name.</summary>
    /// <param name="account">The account.</param>
    /// <param name="rule">The rule; without days none.</param>
    /// <param name="confirmed">Whether what it deletes at once may be.</param>
    /// <param name="sender">Who sets it.</param>
    /// <param name="id">The id of its event.</param>
    /// <exception cref="RequestException">It may not be set, or would delete and nobody has confirmed it.</exception>
    public async Task<IReadOnlyList<SetRule>> SetAsync(
        AccountId account,
        SetRule rule,
        bool confirmed,
        Sender sender,
        string id
    )
    {
        var does = Preview(account, rule);
        if (rule.Rule == Retention && does.Things > 0 && !confirmed)
            throw Unconfirmed(does);
        var data = new JsonObject { ["class"] = rule.Class };
        if (rule.After is { } after)
            data["after"] = after;
        if (await own.SayAsync(account, id, "rules", $"{rule.Rule}.set", data, sender) is { } wrong)
            throw new RequestException(wrong);
        return Of(account);
    }

    private Unmet UnmetBy(LiveAccount live) =>
        VaultReading.HasEnded(live, context.Clock.Now) ? Unmet.Time : Unmet.Kind;

    private static RequestException Unconfirmed(RulePreview does) =>
        new(
            Code.Unconfirmed,
            Language.Key(
                "it would delete so many things at once: {0}, of {1} bytes, the oldest of {2}; confirm that it may"
            ),
            does.Things,
            does.Size,
            Instants.Text(does.Oldest!.Value)
        );
}

/// <summary>A rule of an account's for things of a class.</summary>
/// <param name="Rule"><see cref="RuleDesk.Retention"/> or <see cref="RuleDesk.Lifecycle"/>.</param>
/// <param name="Class">The class.</param>
/// <param name="After">After how many days of 24 hours it acts; null where none is set.</param>
public sealed record SetRule(string Rule, string Class, long? After);
