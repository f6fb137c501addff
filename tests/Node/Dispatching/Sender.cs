using Evenhand.Node.Sending;
using Evenhand.Node.Stored;

namespace Evenhand.Tests.Node.Dispatching;

/// <summary>A channel that writes down what it is given, and takes only what the test lets it.</summary>
internal sealed class Sender(string name = "webhook")
{
    private readonly Lock gate = new();
    private readonly List<Parcel> given = [];

    /// <summary>What it answers.</summary>
    public Func<Parcel, Receipt> Answers { get; set; } = _ => new Receipt(true, 200, "taken");

    /// <summary>All that it was given, repeats too.</summary>
    public IReadOnlyList<Parcel> Given
    {
        get
        {
            lock (gate)
                return [.. given];
        }
    }

    /// <summary>The kinds of what it was given.</summary>
    public IEnumerable<string> Kinds => Given.Select(each => each.Kind);

    /// <summary>The kinds of what one target was given.</summary>
    public IEnumerable<string> KindsTo(string target) =>
        Given.Where(each => each.Target.Id == target).Select(each => each.Kind);

    /// <summary>It takes nothing.</summary>
    public static Receipt Refuses(Parcel parcel) => new(false, 503, "it answered 503");

    /// <summary>A node's settings with this channel alone, which is told everything.</summary>
    public SendingSettings Settings(bool stopped = false) =>
        new([new Channel(name, SendAsync)], PlanOf) { IsStopped = stopped };

    private static Plan PlanOf(Occasion occasion) =>
        new(
            [new Message(occasion.Entry.Notice?.What ?? "case", occasion.Entry.Id)],
            [
                .. occasion
                    .Own.Concat(occasion.Shared)
                    .Where(each => each.Disabled is null && occasion.Entry.Notice is not null)
                    .Select(each => new Copy(each.Id, each.Channel, each.Address, 0)),
            ]
        );

    private Task<Receipt> SendAsync(Parcel parcel, CancellationToken stop)
    {
        lock (gate)
            given.Add(parcel);
        return Task.FromResult(Answers(parcel));
    }
}
