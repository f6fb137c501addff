using System.CommandLine;
using Evenhand.Cli;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

public class SampleCommandTests
{
    [Theory]
    [InlineData("--policy qcontct", "did you mean `qcontact`?")]
    [InlineData("--policy qcontact --profiles nowhere", "no folder")]
    [InlineData("--policy qcontact --accounts 10 --events 3", "cannot be reached")]
    public void What_cannot_be_sampled_is_refused_with_the_reason(string arguments, string reason)
    {
        var (status, errors) = Run(arguments);
        status.ShouldBe(2);
        errors.ShouldContain(reason);
    }

    [Theory]
    [InlineData("", "--policy")]
    [InlineData("--policy qcontact --accounts 0", "between 1 and 100000")]
    [InlineData("--policy qcontact --months 121", "between 1 and 120")]
    [InlineData("--policy qcontact --from 2026-02-30", "2026-01-01")]
    [InlineData("--policy qcontact --seed -1", "-1")]
    [InlineData("--policy qcontact --sed 1", "--sed")]
    public void Arguments_out_of_range_are_named(string arguments, string reason) =>
        SampleCommand
            .Create()
            .Parse(arguments)
            .Errors.ShouldContain(error => error.Message.Contains(reason));

    [Fact]
    public void A_wrong_profile_is_refused_with_every_place()
    {
        var folder = Directory.CreateTempSubdirectory();
        File.WriteAllText(
            Path.Combine(folder.FullName, "odd.yaml"),
            "policy: odd\npopulatoins: {}\nactivities: { x: {} }\n"
        );
        var (status, errors) = Run($"--policy odd --profiles {folder.FullName}");
        folder.Delete(recursive: true);
        status.ShouldBe(2);
        errors.ShouldContain(
            "odd.yaml:2:1: 'populatoins' is not known here; did you mean `populations`?"
        );
        errors.ShouldContain("odd.yaml:3:18: 'rate' is missing");
    }

    private static (int Status, string Errors) Run(string arguments)
    {
        using var errors = new StringWriter();
        var status = SampleCommand
            .Create()
            .Parse(arguments)
            .Invoke(new InvocationConfiguration { Error = errors, Output = TextWriter.Null });
        return (status, errors.ToString());
    }
}
