using System.Collections.Concurrent;
using Evenhand.Core.Stream;
using Evenhand.Node.Roles;
using Microsoft.Extensions.Logging;

namespace Evenhand.Node.Keys;

/// <summary>
/// Tells of keys from before every built-in type had its roles: they keep what they could, and whoever runs the server
/// should know which, and what to make instead.
/// </summary>
public sealed partial class OldKeys(ILogger log)
{
    /// <summary>What to do about them, in words.</summary>
    public const string Hint =
        "Keys that \"send all\" are from before the roles of events were told apart: they still send plans, waivers and "
        + "everything else. Make each anew with the roles that it needs (evenhand keys create --role ingest --role billing), "
        + "then revoke the old one.";

    private const int MostTold = 1_000;

    private readonly ConcurrentDictionary<string, bool> told = [];

    /// <summary>Whether a key is one of them, and works.</summary>
    public static bool IsMeant(Key key) => key is { ReachesFurther: true, Revoked: null };

    /// <summary>Tells at the start how many there are.</summary>
    public void TellAll(KeyRing keys)
    {
        var meant = keys.All.Count(IsMeant);
        if (meant > 0)
            There(log, meant, Hint);
    }

    /// <summary>Tells when one is first used for what it could not do today.</summary>
    internal void Tell(Sender sender, Catalogue catalogue, ushort type)
    {
        if (told.Count >= MostTold || !told.TryAdd(sender.Key!.Id, true))
            return;
        var row = SenderTable.Of(type);
        Used(
            log,
            sender.Key.Id,
            sender.Key.Roles.ToString(),
            type < catalogue.Types.Length ? catalogue.Types[type].Name : row.Type,
            Sender.Needed(row)
        );
    }

    [LoggerMessage(LogLevel.Warning, "Keys that send more than their roles say: {Count}. {Hint}")]
    private static partial void There(ILogger log, int count, string hint);

    [LoggerMessage(
        LogLevel.Warning,
        "The old key {Id} ({Roles}) sent {Type}, which needs the role {Needed} today: make it anew with the roles that it needs."
    )]
    private static partial void Used(
        ILogger log,
        string id,
        string roles,
        string type,
        string needed
    );
}
