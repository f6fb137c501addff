using System.Text;
using System.Text.Json.Nodes;
using Evenhand.Core.Stream;
using Evenhand.Node.Bodies;
using Evenhand.Node.Ingest;
using Evenhand.Node.Roles;
using Evenhand.Replay.Output;

namespace Evenhand.Node.Vault;

/// <summary>Events of accounts that the server puts together itself, for now; they are taken in as every other.</summary>
internal sealed class OwnEvents(ObjectReads objects, Intake intake)
{
    /// <summary>Has an event stored; why it was not, or null.</summary>
    /// <param name="account">The account.</param>
    /// <param name="id">Its id.</param>
    /// <param name="of">What it comes of, in a word: part of its source.</param>
    /// <param name="type">Its type.</param>
    /// <param name="data">Its fields.</param>
    /// <param name="sender">In whose name.</param>
    public async Task<RejectedElement?> SayAsync(
        AccountId account,
        string id,
        string of,
        string type,
        JsonObject data,
        Sender sender
    )
    {
        var line = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = $"evenhand:{of}/{account}",
            ["type"] = type,
            ["time"] = Instants.Text(objects.Present(account)),
            ["subject"] = account.Text,
            ["data"] = data,
        };
        var outcome = await intake.IngestAsync(
            Encoding.UTF8.GetBytes(line.ToJsonString()),
            BodyFormat.Single,
            sender,
            fillTime: false,
            strict: false
        );
        return outcome.Rejected is [var wrong, ..] ? wrong : null;
    }
}
