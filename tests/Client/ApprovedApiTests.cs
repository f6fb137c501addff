using Evenhand.Client;
using Evenhand.Tests.Tidy;
using PublicApiGenerator;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Client;

/// <summary>The public surface is text that people approve: a change of it is seen in review.</summary>
public sealed class ApprovedApiTests
{
    private const string Approved = "src/Client/Evenhand.Client.approved.txt";
    private const string Accept = "EVENHAND_ACCEPT_API";

    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        var surface = typeof(EvenhandClient)
            .Assembly.GeneratePublicApi(
                new ApiGeneratorOptions
                {
                    IncludeAssemblyAttributes = false,
                    ExcludeAttributes =
                    [
                        "System.CodeDom.Compiler.GeneratedCodeAttribute",
                        "System.Text.Json.Serialization.JsonSerializableAttribute",
                        "System.Text.Json.Serialization.JsonSourceGenerationOptionsAttribute",
                    ],
                }
            )
            .ReplaceLineEndings("\n")
            .TrimEnd();
        var path = Path.Combine(Tree.Root(), Approved);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(path, surface + "\n");

        File.ReadAllText(path)
            .TrimEnd()
            .ShouldBe(
                surface,
                $"The public surface of the client has changed. If it is meant: run this test with {Accept}=1, look at the "
                    + $"difference of {Approved}, and commit it. What was removed or renamed breaks those who use it."
            );
    }
}
