using System.Text.Json;
using Evenhand.Client.Reporting;

namespace Evenhand.Tests.Client.Reporting;

/// <summary>Events to report, and what of them was in a request.</summary>
internal static class Events
{
    public static UsageEvent Call(string? id = null) =>
        new()
        {
            Account = "acme",
            Type = "api.called",
            Id = id,
        };

    public static string[] Ids(Received request)
    {
        using var batch = JsonDocument.Parse(request.Body);
        return
        [
            .. batch.RootElement.EnumerateArray().Select(one => one.GetProperty("id").GetString()!),
        ];
    }

    /// <summary>Takes all of a batch in.</summary>
    public static ScriptedServer.Answer Store { get; } =
        (context, request) =>
            ScriptedServer.Json(
                $$"""{"accepted":{{Ids(request).Length}},"duplicates":0,"rejected":[]}"""
            )(context, request);

    /// <summary>Takes a batch in when told to.</summary>
    public static ScriptedServer.Answer StoreAfter(Task told) =>
        async (context, request) =>
        {
            await told;
            await Store(context, request);
        };
}
