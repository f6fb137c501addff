using Evenhand.Core.Stream;
using Evenhand.Tests.Core;
using NodaTime;

namespace Evenhand.Tests.Replay;

/// <summary>How a reservation comes to its end.</summary>
internal enum HoldEnd
{
    /// <summary>Settled, for some quantity.</summary>
    Settled,

    /// <summary>Given back.</summary>
    Released,

    /// <summary>Left until its time is over.</summary>
    Expired,
}

/// <summary>
/// A reservation around an act of a random stream: made before it, for as much as the act or for another quantity, and ended
/// before the act, after it or never.
/// </summary>
/// <param name="Name">The id of the ask.</param>
/// <param name="Act">The event that it is for; it may come or not.</param>
/// <param name="Quantity">How much is held, in units of the act.</param>
/// <param name="Seconds">For how long at most.</param>
/// <param name="Made">When.</param>
/// <param name="End">How it ends.</param>
/// <param name="Ended">When, unless it expires.</param>
/// <param name="Used">For how much it is settled.</param>
internal sealed record RandomHold(
    string Name,
    RandomEvent Act,
    long Quantity,
    int Seconds,
    Instant Made,
    HoldEnd End,
    Instant Ended,
    long Used
)
{
    private static readonly int[] Lengths = [60, 3_600, 86_400];
    private static readonly long[] Quantities = [0, 1, 1, 1, 3, 60, 1_001];

    /// <summary>When nothing is held any more.</summary>
    public Instant Over => End == HoldEnd.Expired ? Made + Duration.FromSeconds(Seconds) : Ended;

    /// <summary>Reservations for about every second act.</summary>
    public static IReadOnlyList<RandomHold> Among(IEnumerable<RandomEvent> events, Random random)
    {
        var acts = Published
            .Shelf.Catalogue.Types.Where(type => type.Index > (int)BuiltIns.Kind.Asked)
            .Select(type => type.Name)
            .ToHashSet();
        return
        [
            .. events
                .Where(each => acts.Contains(each.Type) && random.Next(2) == 0)
                .Select((act, i) => Around(act, i, random)),
        ];
    }

    /// <summary>What is asked when it is made, beside the account, the act and its fields.</summary>
    public string More =>
        $",\"id\":\"{Name}\",\"acknowledged\":true,\"reserve\":{{\"quantity\":{Quantity},\"seconds\":{Seconds}}}";

    private static RandomHold Around(RandomEvent act, int number, Random random)
    {
        var seconds = Lengths[random.Next(Lengths.Length)];
        var made = act.Time - Duration.FromSeconds(random.Next(2) == 0 ? 0 : random.Next(seconds));
        var ended = made + Duration.FromSeconds(random.Next(seconds));
        var quantity = Quantities[random.Next(Quantities.Length)];
        return new RandomHold(
            $"hold-{number}",
            act,
            quantity,
            seconds,
            made,
            (HoldEnd)random.Next(3),
            ended,
            random.Next(2) == 0 ? quantity : random.Next(100)
        );
    }
}
