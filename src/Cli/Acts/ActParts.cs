using System.CommandLine;
using Evenhand.Wire;

namespace Evenhand.Cli.Acts;

/// <summary>Arguments and options that several verbs of acts have.</summary>
internal static class ActParts
{
    public static Argument<string> Account() => new("ACCOUNT") { Description = "The account." };

    public static Argument<string> Named(string name, string description) =>
        new(name) { Description = description };

    public static Option<string> Reason() =>
        new("--reason")
        {
            Description = "Why, in words that may be shown to the account.",
            HelpName = "TEXT",
            Required = true,
        };

    public static Option<string?> Id() =>
        new("--id")
        {
            Description = "The act's id, so that the same, done again, is done once.",
            HelpName = "ID",
        };

    public static Option<string?> Text(string name, string description, string help = "TEXT") =>
        new(name) { Description = description, HelpName = help };

    public static Option<string> Needed(string name, string description, string help = "TEXT") =>
        new(name)
        {
            Description = description,
            HelpName = help,
            Required = true,
        };

    public static Option<string[]> Several(
        string name,
        string description,
        string help,
        bool needed
    ) =>
        new(name)
        {
            Description = description,
            HelpName = help,
            Required = needed,
            Arity = needed ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
        };

    /// <summary>A verb that decides on one thing of an account, for a reason.</summary>
    public static Command Decision(
        string name,
        string help,
        string thing,
        Func<Evenhand.Client.EvenhandActs, string, string, ActDecision, Task<ActView>> act
    )
    {
        var (account, on) = (Account(), Named(thing, $"The {thing.ToLowerInvariant()}'s id."));
        var (reason, id) = (Reason(), Id());
        return ServerCall.Verb(
            name,
            help,
            [account, on, reason, id],
            async (client, parsed, asJson) =>
                ServerCall.Tell(
                    await act(
                        client.Act,
                        parsed.GetValue(account)!,
                        parsed.GetValue(on)!,
                        new ActDecision
                        {
                            Id = parsed.GetValue(id),
                            Reason = parsed.GetValue(reason)!,
                        }
                    ),
                    asJson
                )
        );
    }

    /// <summary>An instant, or the beginning of a day of UTC.</summary>
    public static DateTimeOffset? Instant(string? text) =>
        Reading.Moments.Read(text) is { } moment ? Replay.Output.Instants.Of(moment) : null;
}
