using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("CustomerService.ArchitectureTests")]
[assembly: InternalsVisibleTo("CustomerService.BrowserTests")]
