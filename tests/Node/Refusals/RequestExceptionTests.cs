using Evenhand.Core.Codes;
using Evenhand.Languages;
using Evenhand.Node.Bodies;
using Evenhand.Node.Refusals;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Refusals;

/// <summary>A refusal is English for programs, and said in the language of whoever meets it on a page.</summary>
public sealed class RequestExceptionTests
{
    private static readonly Language German = Language.Find("de").ShouldNotBeNull();

    private static readonly Fault Wrong = new(
        Code.Malformed,
        FaultKind.WrongCount,
        "amount",
        "limit.set"
    );

    [Fact]
    public void A_phrase_is_said_with_its_values()
    {
        var refused = new RequestException(
            Code.Refused,
            Language.Key("there are {0} targets already"),
            3
        );
        refused.Message.ShouldBe("there are 3 targets already");
        refused.As(German).ShouldBe("es gibt schon 3 Ziele");
        refused.IsPhrase.ShouldBeTrue();
    }

    [Fact]
    public void A_fault_is_said_as_what_it_is()
    {
        const string said =
            "amount von limit.set passt nicht: verlangt ist eine ganze Zahl, die nicht negativ ist";
        new RequestException(Wrong).As(German).ShouldBe(said);
        var refused = new RequestException(new RejectedElement(0, Wrong));
        refused.As(German).ShouldBe(said);
        refused.Message.ShouldBe("amount of limit.set is not a whole number that is not negative");
    }

    [Fact]
    public void What_no_file_has_stands_in_English_braces_and_all()
    {
        var refused = new RequestException(Code.Refused, "no file has {this}");
        refused.Message.ShouldBe("no file has {this}");
        refused.As(German).ShouldBe("no file has {this}");
        refused.IsPhrase.ShouldBeFalse();
    }
}
