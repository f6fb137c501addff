using System.Text;
using System.Text.Json.Nodes;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Bodies;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Replay.Output;

namespace Evenhand.Node.Dispatching;

/// <summary>The events by which an account has a notice: the server itself adds them.</summary>
internal sealed class DeliveryEvents(Intake intake)
{
    /// <summary>Their source.</summary>
    private const string Source = "evenhand:notices";

    /// <summary>Has the event of a delivery stored; nothing where it starts no clock.</summary>
    /// <param name="account">The account.</param>
    /// <param name="delivery">What was delivered.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RequestException">The account takes nothing now.</exception>
    public async Task StoreAsync(AccountId account, Delivery delivery, Moment now)
    {
        if (delivery.Step is not { } step)
            return;
        // What is announced and delivered in one instant is delivered after it was announced.
        var at = Moment.Max(now, delivery.Told.Next);
        var body = Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["specversion"] = "1.0",
                ["id"] = $"{delivery.Id}.{delivery.Place}",
                ["source"] = Source,
                ["type"] = "notice.delivered",
                ["time"] = Instants.Text(at),
                ["subject"] = account.Text,
                ["data"] = new JsonObject { ["step"] = step, ["channel"] = delivery.Channel },
            }.ToJsonString()
        );
        var outcome = await intake.IngestAsync(
            body,
            BodyFormat.Single,
            Sender.Itself,
            fillTime: false,
            strict: false
        );
        // Any other rejection means that it stands already, or that there is no use for it.
        foreach (var rejected in outcome.Rejected)
            if (rejected.Code.Row().Again)
                throw new RequestException(rejected);
    }
}
