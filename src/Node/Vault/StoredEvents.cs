using System.Text;
using System.Text.Json.Nodes;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node.Bodies;
using Evenhand.Node.Ingest;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;

namespace Evenhand.Node.Vault;

/// <summary>
/// The events that the server says itself of stored things. Which types they are, and how their fields are called, the catalogue
/// says.
/// </summary>
internal sealed class StoredEvents(Intake intake)
{
    private const string Hash = "sha256";
    private const string Retrieval = "retrieval";

    /// <summary>The event that a thing is stored, read.</summary>
    /// <exception cref="RequestException">What was said of it is no good.</exception>
    public EventBatch Stored(Thing kind, PutTerms terms, string id, long bytes, string sha, Key key)
    {
        var data = (JsonObject?)terms.With?.DeepClone() ?? [];
        var its = kind.Stored!;
        Set(data, kind.Name, terms.Name);
        Set(data, kind.Keeps[its.Class].Name, terms.Class);
        Set(data, kind.Keeps[its.Size].Name, bytes);
        if (terms.Tier is { } tier)
            Set(data, kind.Keeps[its.Tier].Name, tier);
        if (kind.Opens.Slot(Hash) >= 0)
            Set(data, Hash, sha);
        return Read(kind.Opens, terms.Account, id, data, key);
    }

    /// <summary>The event that a thing was fetched, read; null where no such event is declared.</summary>
    public EventBatch? Fetched(
        Thing kind,
        AccountId account,
        string name,
        string retrieval,
        Key key
    )
    {
        if (kind.Uses is not [var type, ..])
            return null;
        var data = new JsonObject { [kind.Name] = name };
        if (type.Slot(Retrieval) >= 0)
            data[Retrieval] = retrieval;
        return Read(type, account, $"{Retrieval}:{retrieval}", data, key, isTraced: true);
    }

    /// <summary>The event that a thing is deleted, read.</summary>
    public EventBatch Deleted(Thing kind, AccountId account, string name, Key key) =>
        Read(
            kind.Closes,
            account,
            Guid.NewGuid().ToString("N"),
            new JsonObject { [kind.Name] = name },
            key,
            isTraced: true
        );

    /// <summary>An act of the account's that says nothing but that it is done, read.</summary>
    public EventBatch Named(EventType type, AccountId account, string id, Key key) =>
        Read(type, account, id, [], key);

    private static void Set(JsonObject data, string name, JsonNode value)
    {
        if (!data.TryAdd(name, value))
            throw new RequestException(
                Code.Malformed,
                $"{name} stands in the address or in the bytes, and so not beside them"
            );
    }

    private EventBatch Read(
        EventType type,
        AccountId account,
        string id,
        JsonObject data,
        Key key,
        bool isTraced = false
    )
    {
        var line = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = $"evenhand:bytes/{account}",
            ["type"] = type.Name,
            ["subject"] = account.Text,
            ["data"] = data,
        };
        var batch = intake.Parse(
            Encoding.UTF8.GetBytes(line.ToJsonString()),
            BodyFormat.Single,
            new Sender(key) { Acts = true, IsTraced = isTraced },
            fillTime: true
        );
        if (batch.Rejected is [var wrong, ..])
            throw new RequestException(wrong);
        // A field that nobody knows is a mistake, and the bytes cannot be put again to mend it.
        foreach (var warning in batch.Warnings)
            if (warning.Fault.Code == Code.UnknownField)
                throw new RequestException(warning.Fault);
        return batch;
    }
}
