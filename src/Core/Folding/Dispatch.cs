using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>A policy version turned round: for each event type, the rules that it touches.</summary>
internal sealed class Dispatch
{
    /// <summary>The rules by place of the event type.</summary>
    public TypeRules[] ByType { get; }

    /// <summary>By place of the event type, a bit per slot of the texts that rules read.</summary>
    public uint[] Wanted { get; }

    /// <summary>By place of the meter, the limits that it is held against.</summary>
    public ImmutableArray<Limit>[] LimitsOf { get; }

    /// <summary>Turns a version round.</summary>
    public Dispatch(PolicyVersion policy)
    {
        ByType = [.. policy.Catalogue.Types.Select(type => new TypeRules(type, policy))];
        Wanted = [.. ByType.Select(rules => rules.Wanted)];
        LimitsOf =
        [
            .. policy.Meters.Select(meter =>
                policy.Limits.Where(limit => limit.Meter == meter.Place).ToImmutableArray()
            ),
        ];
    }
}

/// <summary>The rules that events of one type touch.</summary>
internal sealed class TypeRules
{
    /// <summary>The rules of a version for a type.</summary>
    public TypeRules(EventType type, PolicyVersion policy)
    {
        Type = type;
        (Role, Thing) = RoleOf(type, policy.Catalogue);
        KeptSlots = Thing is null ? [] : [.. Thing.Keeps.Select(kept => type.Slot(kept.Name))];
        ThingSlot = Thing is null ? -1 : type.Slot(Thing.Name);
        Opens = States(policy, type, state => state.Opens);
        Closes = States(policy, type, state => state.Closes);
        GoesByOrder =
            Closes.Length > 0 || Opens.Any(each => policy.States.At(each.Item1).Closes.Length > 0);
        Flows = Taps(policy, type, meter => (meter as FlowMeter)?.Taps ?? []);
        Adds = Taps(policy, type, meter => (meter as BalanceMeter)?.Adds ?? []);
        Takes = Taps(policy, type, meter => (meter as BalanceMeter)?.Takes ?? []);
        Parts = Taps(policy, type, meter => (meter as RatioMeter)?.Part ?? []);
        Wholes = Taps(policy, type, meter => (meter as RatioMeter)?.Whole ?? []);
        JudgedRatios =
        [
            .. policy
                .Meters.OfType<RatioMeter>()
                .SelectMany(meter =>
                    meter
                        .JudgedAt.Concat(meter.Part.Select(tap => tap.Selection))
                        .Concat(meter.Whole.Select(tap => tap.Selection))
                        .Where(selection => selection.Type == type)
                        .Select(selection => (meter.Place, selection))
                ),
        ];
        Bounds = [.. policy.ActBounds.Where(bound => Speaks(bound.Acts))];
        Gates = [.. policy.Gates.Where(gate => Speaks(gate.Acts))];
        Buckets =
        [
            .. policy.Buckets.SelectMany(
                (bucket, place) =>
                    bucket.Taps.Where(tap => tap.Selection.Type == type).Select(tap => (place, tap))
            ),
        ];
        Concurrencies =
        [
            .. policy
                .Concurrencies.Select((rule, place) => (place, rule))
                .Where(each => Speaks(each.rule.Acts)),
        ];
        PassThroughs =
        [
            .. policy.PassThroughs.SelectMany(
                (pass, place) =>
                    pass
                        .Acts.Where(selection => selection.Type == type)
                        .Select(selection => (place, selection))
            ),
        ];
        MostTouches =
            Flows.Length
            + Adds.Length
            + Takes.Length
            + Buckets.Length
            + Parts.Length
            + Wholes.Length
            + JudgedRatios.Length
            + (Role == ThingRole.Opens ? policy.Meters.Count(IsStockOfThing) : 0);
        Draws = policy.Wallet is { } wallet && Speaks(wallet.Acts);
        CostSlot = policy.Wallet is null ? -1 : type.Slot(policy.Wallet.Cost);
        AutomationSlot = policy.Cap?.Pause is { } pause ? type.Slot(pause.Field) : -1;
        Resumes = policy.Cap?.Pause?.Resumes == type.Index;
        Requests = policy.Export?.Request == type.Index;
        IsOfVault = policy.Vault is { } vault && (Thing == vault.Thing || Requests);
        RetrievalSlot = IsOfVault && Role == ThingRole.Uses ? type.Slot(VaultTypes.Retrieval) : -1;
        UserSlot = type.Slot("user");
        StateKeys =
        [
            .. policy.States.Select(state => state.Key.Length == 0 ? -1 : type.Slot(state.Key)),
        ];
        PlaceSlots =
        [
            .. policy.Covers.Select(cover => cover is Free free ? type.Slot(free.PlaceField) : -1),
        ];
        Reads = SlotReader.Of(this, policy);
        Wanted = Reads | BuiltInTexts(type);
        Required = Reads & RequiredBits(type);
        IsInspected =
            PassThroughs.Length > 0 || Flows.Any(flow => flow.Tap.Measure is Measure.Message);
        IsPlain =
            Role == ThingRole.None
            && Opens.Length == 0
            && Closes.Length == 0
            && AutomationSlot < 0
            && !Requests;
        IsLookedAt =
            Opens.Length + Closes.Length > 0
            || Requests
            || Flows.Length + Adds.Length + Takes.Length + Parts.Length + Wholes.Length > 0
            || JudgedRatios.Length + Buckets.Length + PassThroughs.Length + Bounds.Length > 0
            || Draws;

        bool Speaks(ImmutableArray<Selection> selections) =>
            selections.Any(selection => selection.Type == type);

        bool IsStockOfThing(Meter meter) => meter is StockMeter stock && stock.Thing == Thing;
    }

    /// <summary>The type.</summary>
    public EventType Type { get; }

    /// <summary>What the type does to a thing, and to which kind.</summary>
    public ThingRole Role { get; }

    /// <summary>The kind of thing, or null.</summary>
    public Thing? Thing { get; }

    /// <summary>The slot that names the thing.</summary>
    public int ThingSlot { get; }

    /// <summary>By kept field, its slot in this type; -1 where the type does not carry it.</summary>
    public int[] KeptSlots { get; }

    /// <summary>States that it may open, with the slot of the key (-1 for the account).</summary>
    public (Place<OpenState> State, Selection Selection, int Key)[] Opens { get; }

    /// <summary>States that it may close.</summary>
    public (Place<OpenState> State, Selection Selection, int Key)[] Closes { get; }

    /// <summary>Whether what is open after it depends on what else opened or closed it, and in which order.</summary>
    public bool GoesByOrder { get; }

    /// <summary>Flow meters that it may add to.</summary>
    public (Place<Meter> Meter, Tap Tap)[] Flows { get; }

    /// <summary>Balances that it may add to.</summary>
    public (Place<Meter> Meter, Tap Tap)[] Adds { get; }

    /// <summary>Balances that it may take from.</summary>
    public (Place<Meter> Meter, Tap Tap)[] Takes { get; }

    /// <summary>Ratios to whose part it may add.</summary>
    public (Place<Meter> Meter, Tap Tap)[] Parts { get; }

    /// <summary>Ratios to whose whole it may add.</summary>
    public (Place<Meter> Meter, Tap Tap)[] Wholes { get; }

    /// <summary>Ratios that it makes judged.</summary>
    public (Place<Meter> Meter, Selection Selection)[] JudgedRatios { get; }

    /// <summary>Bounds on each such act.</summary>
    public ActBound[] Bounds { get; }

    /// <summary>Gate rules that speak of it.</summary>
    public GateRule[] Gates { get; }

    /// <summary>Buckets that it may draw from, by place.</summary>
    public (int Bucket, Tap Tap)[] Buckets { get; }

    /// <summary>Bounds on how many such acts go on at once, by place.</summary>
    public (int Place, Concurrency Rule)[] Concurrencies { get; }

    /// <summary>Passed-through fees that it may bring, by place.</summary>
    public (int PassThrough, Selection Selection)[] PassThroughs { get; }

    /// <summary>How many counts such an act may touch at most.</summary>
    public int MostTouches { get; }

    /// <summary>Whether it may draw from the wallet.</summary>
    public bool Draws { get; }

    /// <summary>The slot of the cost that is drawn.</summary>
    public int CostSlot { get; }

    /// <summary>The slot that names an automation; -1 for none.</summary>
    public int AutomationSlot { get; }

    /// <summary>Whether it takes a paused automation up again.</summary>
    public bool Resumes { get; }

    /// <summary>Whether it asks for the bulk export.</summary>
    public bool Requests { get; }

    /// <summary>Whether it is about stored things.</summary>
    public bool IsOfVault { get; }

    /// <summary>The slot that says of which retrieval it is; -1 for none.</summary>
    public int RetrievalSlot { get; }

    /// <summary>The slot that names a user; -1 for none.</summary>
    public int UserSlot { get; }

    /// <summary>By place of the state, the slot of its key; -1 for none.</summary>
    public int[] StateKeys { get; }

    /// <summary>By place of the cover, the slot of the field that takes places; -1 for none.</summary>
    public int[] PlaceSlots { get; }

    /// <summary>A bit per slot that rules read.</summary>
    public uint Reads { get; }

    /// <summary>A bit per slot of the texts to be read out of records.</summary>
    public uint Wanted { get; }

    /// <summary>A bit per slot without which an event is rejected.</summary>
    public uint Required { get; }

    /// <summary>Whether its values, and not only their presence, may make an event no good.</summary>
    public bool IsInspected { get; }

    /// <summary>Whether it touches meters only: the common, quick way.</summary>
    public bool IsPlain { get; }

    /// <summary>Whether any rule but the gate's looks at such an act.</summary>
    public bool IsLookedAt { get; }

    private static uint BuiltInTexts(EventType type) =>
        type.Index <= (int)BuiltIns.Kind.Asked ? uint.MaxValue : 0;

    private static uint RequiredBits(EventType type) =>
        type
            .Fields.Where(field => field.Required)
            .Aggregate(0u, (bits, field) => bits | 1u << field.Slot);

    private static (ThingRole, Thing?) RoleOf(EventType type, Catalogue catalogue)
    {
        foreach (var thing in catalogue.Things)
        {
            if (thing.Opens == type)
                return (ThingRole.Opens, thing);
            if (thing.Closes == type)
                return (ThingRole.Closes, thing);
            if (thing.Changes.Contains(type))
                return (ThingRole.Changes, thing);
            if (thing.Uses.Contains(type))
                return (ThingRole.Uses, thing);
        }
        return (ThingRole.None, null);
    }

    private static (Place<OpenState>, Selection, int)[] States(
        PolicyVersion policy,
        EventType type,
        Func<OpenState, ImmutableArray<Selection>> selections
    ) =>
        [
            .. policy.States.SelectMany(state =>
                selections(state)
                    .Where(selection => selection.Type == type)
                    .Select(selection =>
                        (state.Place, selection, state.Key.Length == 0 ? -1 : type.Slot(state.Key))
                    )
            ),
        ];

    private static (Place<Meter>, Tap)[] Taps(
        PolicyVersion policy,
        EventType type,
        Func<Meter, ImmutableArray<Tap>> taps
    ) =>
        [
            .. policy.Meters.SelectMany(meter =>
                taps(meter)
                    .Where(tap => tap.Selection.Type == type)
                    .Select(tap => (meter.Place, tap))
            ),
        ];
}

/// <summary>What a type does to a thing.</summary>
internal enum ThingRole
{
    None,
    Opens,
    Changes,
    Closes,
    Uses,
}
