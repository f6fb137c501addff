using System.Text;
using System.Text.Json.Nodes;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node.Bodies;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Replay.Output;

namespace Evenhand.Node.Vault;

/// <summary>The facts by which the server tells what it carried out on bytes: each is stored once, however often it is told.</summary>
internal sealed class StoredFacts(ObjectReads objects, Intake intake)
{
    /// <summary>Has a fact stored.</summary>
    /// <param name="account">The account.</param>
    /// <param name="type">The type of its event.</param>
    /// <param name="data">Its fields.</param>
    /// <param name="id">Its id, the same each time.</param>
    /// <exception cref="RequestException">The account takes nothing now.</exception>
    public async Task TellAsync(AccountId account, string type, JsonObject data, string id)
    {
        var line = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = $"evenhand:bytes/{account}",
            ["type"] = type,
            ["time"] = Instants.Text(objects.Present(account)),
            ["subject"] = account.Text,
            ["data"] = data,
        };
        var outcome = await intake.IngestAsync(
            Encoding.UTF8.GetBytes(line.ToJsonString()),
            BodyFormat.Single,
            Sender.Itself,
            fillTime: false,
            strict: false
        );
        // It stands already where it was told before, at another time; what may be taken later is told again then.
        foreach (var rejected in outcome.Rejected)
            if (rejected.Code != Code.Conflict)
                throw new RequestException(rejected);
    }
}
