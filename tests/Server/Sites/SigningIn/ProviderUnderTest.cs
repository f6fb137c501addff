using System.Diagnostics;
using Evenhand.Server.Settings;
using Evenhand.Tests.Tidy;
using Xunit;

namespace Evenhand.Tests.Server.Sites.SigningIn;

/// <summary>A provider of OpenID Connect in a process of its own.</summary>
internal sealed class ProviderUnderTest : IAsyncDisposable
{
    private readonly Process process;
    private readonly string secret;

    private ProviderUnderTest(Process process, Uri address, string secret)
    {
        (this.process, this.secret) = (process, secret);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = address,
        };
    }

    public HttpClient Http { get; }

    /// <summary>How a server is set that knows it.</summary>
    public ServerSettings Known(ServerSettings settings) =>
        settings with
        {
            OpenIdAuthority = Http.BaseAddress,
            OpenIdClient = "evenhand",
            OpenIdSecretFile = secret,
            OpenIdName = "Company & Sons",
        };

    public static async Task<ProviderUnderTest> StartAsync()
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/')));
        var program = Path.Combine(
            Tree.Root(),
            "tests/Provider/bin",
            folder!,
            "net10.0/provider.dll"
        );
        var (secret, shared) = (Path.GetTempFileName(), $"{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(secret, shared + "\n");
        var process = Process.Start(
            new ProcessStartInfo("dotnet", [program, shared])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        var address = await process.StandardOutput.ReadLineAsync(
            TestContext.Current.CancellationToken
        );
        return new ProviderUnderTest(process, new Uri(address!), secret);
    }

    /// <summary>Says who comes from now on.</summary>
    public async Task IsAsync(string subject, string email, bool isVerified = true)
    {
        var query = $"subject={subject}&email={Uri.EscapeDataString(email)}&verified={isVerified}";
        using var answer = await Http.PostAsync(new Uri($"/who?{query}", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Goes to the provider, and is led back.</summary>
    /// <param name="to">Where the server led to.</param>
    /// <returns>The address at the server to which the provider leads.</returns>
    public async Task<string> GoAsync(string to)
    {
        using var answer = await Http.GetAsync(new Uri(to));
        return answer.Headers.Location!.PathAndQuery;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        Http.Dispose();
        File.Delete(secret);
    }
}
