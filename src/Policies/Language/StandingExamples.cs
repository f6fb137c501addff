using static Evenhand.Policies.Language.Declare;

namespace Evenhand.Policies.Language;

/// <summary>What examples expect of an account's standing.</summary>
internal static class StandingExamples
{
    private static readonly Kind<Part> Step = Say.Part(
        "a step that is expected",
        Key("step", Say.Text("id")),
        Key("to", Say.Text("kind")),
        Key(
            "state",
            Say.Word("proposed", "announced", "in force", "lifted", "lapsed", "withdrawn")
        ),
        Key("at", Say.Text("moment")),
        Key("by", Say.Text("words")),
        Key("standing", Say.Text("kind"), "the account's after it"),
        Key("stands", Say.Yes, "`no`: there is no such change")
    );

    private static readonly Kind<Part> Appeal = Say.Part(
        "an appeal that is expected",
        Key("appeal", Say.Text("id")),
        Key("outcome", Say.Word("upheld", "changed", "reversed", "unclear")),
        Key("at", Say.Text("moment")),
        Key("by", Say.Text("words")),
        Key("stands", Say.Yes, "`no`: there is no such decision")
    );

    private static readonly Kind<Part> Request = Say.Part(
        "a request that is expected",
        Key("exception", Say.Text("id")),
        Key("state", Say.Word("requested", "granted", "refused")),
        Key("at", Say.Text("moment")),
        Key("by", Say.Text("words")),
        Key("stands", Say.Yes, "`no`: there is no such answer")
    );

    private static readonly Kind<Part> Unmet = Say.Part(
        "an act without effect",
        Key("act", Say.Text("id"), "of its event").Needed(),
        Key("why", Say.List(Say.Text("words")), "exactly the conditions that failed").Needed()
    );

    public static readonly Key[] Keys =
    [
        Key("steps", Say.List(Step), "changes of steps that must be among those that come"),
        Key("appeals", Say.List(Appeal), "decisions of appeals that must be among those that come"),
        Key("requests", Say.List(Request), "what must come of requests for exceptions"),
        Key(
            "unmet",
            Say.List(Unmet, mayBeEmpty: true),
            "exactly the acts of people without effect, in any order"
        ),
        Key("standing", Say.Text("kind"), "the account's at the end"),
    ];
}
