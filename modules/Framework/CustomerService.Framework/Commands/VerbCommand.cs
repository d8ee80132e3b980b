using System.CommandLine;

namespace CustomerService.Framework.Commands;

/// <summary>
/// A verb of the command line, in the module whose work it does. It runs over the same composition that serves, without its
/// loops; <c>CustomerServiceModule.Verbs</c> names it, and the host says under which words it stands.
/// </summary>
/// <param name="description">What it does, in one line of the help.</param>
public abstract class VerbCommand(string name, string description) : Command(name, description)
{
    /// <returns>The exit code: 0 when it worked.</returns>
    /// <exception cref="CommandUsageException">The words make no sense for this installation.</exception>
    public abstract Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken);
}
