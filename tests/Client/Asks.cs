using Evenhand.Wire;

namespace Evenhand.Tests.Client;

/// <summary>Questions and answers that several tests use.</summary>
internal static class Asks
{
    public static readonly GateQuestion Call = new() { Account = "acme", Act = "api.called" };

    public const string Allowed =
        """{"kind":"decision","id":"a1","time":"2024-03-01T12:00:00Z","account":"acme","outcome":"allow","reasons":[],"remaining":"7","basis":"live"}""";

    public const string Reserved =
        """{"kind":"decision","id":"a1","time":"2024-03-01T12:00:00Z","account":"acme","outcome":"allow","reasons":[],"reservation":{"id":"r 1","quantity":"5","expires":"2024-03-01T12:10:00Z"},"basis":"live"}""";

    public const string Settled =
        """{"id":"r 1","account":"acme","status":"settled","quantity":"5","settled":"2.5","expires":"2024-03-01T12:10:00Z"}""";

    public const string Released =
        """{"id":"r 1","account":"acme","status":"released","quantity":"5","expires":"2024-03-01T12:10:00Z"}""";

    /// <summary>A decision with these reasons, which are JSON objects.</summary>
    public static string Decision(string outcome, params string[] reasons) =>
        $$"""{"id":"a1","time":"2024-03-01T12:00:00Z","account":"acme","outcome":"{{outcome}}","reasons":[{{string.Join(',', reasons)}}],"basis":"live"}""";

    /// <summary>A reason, with further members as JSON.</summary>
    public static string Reason(string clause, string message, string more = "") =>
        $$"""{"clause":"{{clause}}","policy":"shop","version":"3","message":"{{message}}"{{more}}}""";
}
