using System.Globalization;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>Which messages are wanted that have not arrived; what is null is not asked for.</summary>
/// <param name="Stages">In one of these stages; none for any.</param>
/// <param name="Channel">By one channel.</param>
/// <param name="Account">Of one account.</param>
/// <param name="Kind">Of one kind of notice.</param>
/// <param name="Before">Told before an instant.</param>
/// <param name="Order">In which order.</param>
public sealed record DeliveryQuery(
    IReadOnlyList<DeliveryStage> Stages,
    string? Channel,
    AccountId? Account,
    string? Kind,
    Moment? Before,
    DeliveryOrder Order
)
{
    /// <summary>Whether a message is one of them.</summary>
    public bool Wants(QueuedDelivery each) =>
        (Stages.Count == 0 || Stages.Contains(each.Stage))
        && (Channel is null || each.Channel == Channel)
        && (Account is null || each.Account == Account)
        && (Kind is null || each.Kind == Kind)
        && (Before is null || each.Told < Before);
}

/// <summary>The order of a list of messages.</summary>
public enum DeliveryOrder
{
    /// <summary>What starts a clock first; of each sort what was told first.</summary>
    Urgency,

    /// <summary>What was told first, whatever it is.</summary>
    Age,
}

/// <summary>Where a page of messages ends.</summary>
internal static class DeliveryCursor
{
    /// <summary>The cursor of a message.</summary>
    public static string Of(QueuedDelivery each) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(each.Step is null ? "n" : "s")}.{each.Told.Ticks}.{Cursors.Coded(each.Account.Text)}.{Cursors.Coded(each.Id)}"
        );

    /// <summary>A message that stands where a cursor points, with nothing else known of it.</summary>
    public static QueuedDelivery Read(string after)
    {
        try
        {
            if (
                after.Split('.') is [("n" or "s") and var sort, var told, var account, var id]
                && long.TryParse(told, CultureInfo.InvariantCulture, out var ticks)
            )
                return new(
                    new AccountId(Cursors.Decoded(account)),
                    Cursors.Decoded(id),
                    "",
                    "",
                    sort == "s" ? "" : null,
                    "",
                    "",
                    new(ticks),
                    default,
                    null,
                    null,
                    []
                );
        }
        catch (FormatException)
        {
            // It is no cursor of ours.
        }
        throw Cursors.Wrong;
    }
}
