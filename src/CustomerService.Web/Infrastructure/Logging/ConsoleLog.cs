using System.Globalization;
using Serilog;
using Serilog.Configuration;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Compact;

namespace CustomerService.Web.Infrastructure.Logging;

/// <summary>
/// The log goes to the console: a line of JSON for each entry, and in Development what a person reads. <c>Logging:LogLevel</c> says how
/// much of it.
/// </summary>
internal static class ConsoleLog
{
    private const string Readable = "{Timestamp:HH:mm:ss} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}";

    public static void AddConsoleLog(this WebApplicationBuilder builder)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .WriteTo.Sink(
                LoggerSinkConfiguration.Wrap(
                    inner => new RedactingSink(inner),
                    to =>
                        _ = builder.Environment.IsDevelopment()
                            ? to.Console(outputTemplate: Readable, formatProvider: CultureInfo.InvariantCulture)
                            : to.Console(new RenderedCompactJsonFormatter())
                )
            )
            .CreateLogger();

        // Not by AddSerilog, which lets everything pass whatever the settings say.
        builder.Logging.ClearProviders().AddProvider(new SerilogLoggerProvider(logger, dispose: true));
    }
}
