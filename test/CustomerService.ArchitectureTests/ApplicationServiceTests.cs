using System.Reflection;
using CustomerService.Framework.Application;
using Microsoft.AspNetCore.Authorization;

namespace CustomerService.ArchitectureTests;

/// <summary>Each application-service method says who may call it.</summary>
public sealed class ApplicationServiceTests
{
    private static IEnumerable<Type> Services =>
        Repository
            .Modules.Where(m => m != "Portal")
            .SelectMany(m => Assembly.Load("CustomerService." + m).GetTypes())
            .Where(t => t.IsClass && typeof(IApplicationService).IsAssignableFrom(t));

    [Fact]
    public void Should_Find_Application_Services() => Services.ShouldNotBeEmpty();

    [Fact]
    public void Should_Say_Who_May_Call_Each_Method() => Services.SelectMany(Offences).ShouldBeEmpty();

    [Fact]
    public void Should_Catch_A_Planted_Offender() => Offences(typeof(CarelessAppService)).ShouldBe(["CarelessAppService.OpenAsync"]);

    private static IEnumerable<string> Offences(Type service) =>
        service
            .GetInterfaces()
            .Where(i => i != typeof(IApplicationService))
            .SelectMany(i => service.GetInterfaceMap(i).TargetMethods)
            .Where(m => !SaysWho(m) && !SaysWho(service))
            .Select(m => $"{service.Name}.{m.Name}")
            .Distinct();

    private static bool SaysWho(MemberInfo member) =>
        member.GetCustomAttributes<AuthorizeAttribute>().Any() || member.GetCustomAttribute<AllowAnonymousAttribute>() is not null;

    private interface ICarelessAppService : IApplicationService
    {
        Task OpenAsync();

        Task CloseAsync();
    }

    private sealed class CarelessAppService : ICarelessAppService
    {
        public Task OpenAsync() => Task.CompletedTask;

        [AllowAnonymous]
        public Task CloseAsync() => Task.CompletedTask;
    }
}
