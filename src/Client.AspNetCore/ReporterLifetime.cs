using Evenhand.Client.Reporting;
using Microsoft.Extensions.Hosting;

namespace Evenhand.Client.AspNetCore;

/// <summary>
/// Ends the reporter with the application. Hosted parts stop in the reverse order of their start, the web server first, so
/// requests that still run can report.
/// </summary>
internal sealed class ReporterLifetime(UsageReporter reporter) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) =>
        reporter.StopAsync(cancellationToken);
}
