using Evenhand.Client.Reporting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Evenhand.Client.AspNetCore;

/// <summary>Registers the client with an application.</summary>
public static class EvenhandRegistration
{
    /// <summary>
    /// Registers <see cref="EvenhandClient"/> and <see cref="UsageReporter"/>, one each, and sends what waits when the application stops.
    /// A registered <see cref="TimeProvider"/> is used.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the address, the key and what else differs.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentException">A value is missing or out of its range.</exception>
    public static IServiceCollection AddEvenhand(
        this IServiceCollection services,
        Action<EvenhandWebOptions> configure
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new EvenhandWebOptions();
        configure(options);
        options.Check();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<EvenhandOptions>(options);
        services.AddSingleton(Client);
        services.AddSingleton(Reporter);
        services.AddSingleton<IHostedService, ReporterLifetime>();
        return services;
    }

    private static EvenhandClient Client(IServiceProvider services) =>
        new(
            services.GetRequiredService<EvenhandOptions>(),
            time: services.GetRequiredService<TimeProvider>(),
            logger: services.GetService<ILogger<EvenhandClient>>()
        );

    private static UsageReporter Reporter(IServiceProvider services) =>
        new(
            services.GetRequiredService<EvenhandClient>(),
            services.GetRequiredService<EvenhandOptions>().Reporting,
            services.GetRequiredService<TimeProvider>(),
            logger: services.GetService<ILogger<UsageReporter>>()
        );
}
